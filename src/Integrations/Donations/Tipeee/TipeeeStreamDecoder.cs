using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations.Tipeee;

/// <summary>Reads TipeeeStream's events, from the socket and from its list.</summary>
internal static partial class TipeeeStreamDecoder
{
    /// <summary>Name of the service.</summary>
    internal const string Service = "tipeeestream";

    /// <summary>Reads an event of the socket.</summary>
    /// <param name="name">Its name; all we want are called <c>new-event</c>.</param>
    /// <param name="argument">Its first argument.</param>
    /// <param name="now">The time of receipt.</param>
    public static DecodeResult Decode(string name, JsonElement argument, DateTimeOffset now) =>
        name == "new-event" ? DecodeEvent(argument.Member("event"), now) : DecodeResult.NotAMessage("another kind of event");

    /// <summary>Reads an event, as it stands in both places.</summary>
    /// <param name="json">The event.</param>
    /// <param name="now">The time of receipt.</param>
    public static DecodeResult DecodeEvent(JsonElement json, DateTimeOffset now)
    {
        if (json.ValueKind != JsonValueKind.Object) return DecodeResult.Malformed("event must be an object");
        if (json.Text("type") != "donation") return DecodeResult.NotAMessage("another type of event");
        var parameters = json.Member("parameters");
        var facts = new DonationFacts
        {
            Service = Service,
            Id = json.TextOrNumber("ref") is { Length: > 0 } reference ? reference : json.TextOrNumber("id"),
            Name = WithoutHtml(parameters.Text("username")),
            Amount = parameters.TextOrNumber("amount"),
            Currency = parameters.Text("currency"),
            Message = WithoutHtml(parameters.Text("message")),
            At = json.Time("created_at"),
        };
        return DonationEvents.Make(facts, now);
    }

    /// <summary>Text with entities decoded and tags taken out; <c>&lt;3</c> is no tag.</summary>
    /// <param name="text">May hold HTML.</param>
    internal static string WithoutHtml(string text) => Tag().Replace(WebUtility.HtmlDecode(text), "");

    [GeneratedRegex("<[/!]?[A-Za-z][^<>]*>|<!--[^<>]*-->", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
