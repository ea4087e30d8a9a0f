using System.Globalization;
using System.Text.Json;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations.Streamlabs;

/// <summary>Reads events of Streamlabs' socket API (dev.streamlabs.com/docs/socket-api). Only donations count: <c>alertPlaying</c> would double them, platform events come from the platform.</summary>
internal static class StreamlabsDecoder
{
    /// <summary>Name of the service.</summary>
    internal const string Service = "streamlabs";

    /// <summary>Reads an event.</summary>
    /// <param name="name">Its name; all we want are called <c>event</c>.</param>
    /// <param name="argument">Its first argument.</param>
    /// <param name="now">The time of receipt.</param>
    /// <returns>One result for each donation in it; one that says why for anything else.</returns>
    public static IReadOnlyList<DecodeResult> Decode(string name, JsonElement argument, DateTimeOffset now)
    {
        if (name != "event") return [DecodeResult.NotAMessage("another kind of event")];
        if (argument.ValueKind != JsonValueKind.Object) return [DecodeResult.Malformed("an event must be an object")];
        if (argument.Text("type") != "donation") return [DecodeResult.NotAMessage("another type of event")];
        if (argument.Text("for") is not ("" or "streamlabs")) return [DecodeResult.NotAMessage("an event of a platform")];
        var message = argument.Member("message");
        return message.ValueKind switch
        {
            JsonValueKind.Array => [.. message.EnumerateArray().Select((item, index) => DecodeOne(argument, item, index, now))],
            JsonValueKind.Object => [DecodeOne(argument, message, 0, now)],
            _ => [DecodeResult.Malformed("message must be a list of donations")],
        };
    }

    private static DecodeResult DecodeOne(JsonElement argument, JsonElement item, int index, DateTimeOffset now)
    {
        if (item.ValueKind != JsonValueKind.Object) return DecodeResult.Malformed("message must be a list of donations");
        var facts = new DonationFacts
        {
            Service = Service,
            Id = IdOf(argument, item, index),
            Name = item.Text("name") is { Length: > 0 } name ? name : item.Text("from"),
            Amount = item.TextOrNumber("amount"),
            Currency = item.Text("currency"),
            Message = item.Text("message"),
            IsTest = item.Flag("isTest") || argument.Flag("isTest"),
        };
        return DonationEvents.Make(facts, now);
    }

    private static string IdOf(JsonElement argument, JsonElement item, int index)
    {
        if (item.TextOrNumber("_id") is { Length: > 0 } own) return own;
        if (item.TextOrNumber("id") is { Length: > 0 } id) return id;
        return argument.TextOrNumber("event_id") is { Length: > 0 } whole ? string.Create(CultureInfo.InvariantCulture, $"{whole}:{index}") : "";
    }
}
