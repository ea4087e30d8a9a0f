using System.Text.Json;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations.DonationAlerts;

/// <summary>Reads DonationAlerts' donations, from pushes and from its list (donationalerts.com/apidoc).</summary>
internal static class DonationAlertsDecoder
{
    /// <summary>Name of the service.</summary>
    internal const string Service = "donationalerts";

    /// <summary>The donation of a push, in the older form (<c>result.data.data</c>) or the newer one (<c>push.pub.data</c>); undefined for any other line.</summary>
    /// <param name="line">A line of the socket.</param>
    /// <param name="channel">The channel that we listen to.</param>
    public static JsonElement FindDonation(JsonElement line, string channel)
    {
        var (place, data) = line.Member("push") is { ValueKind: JsonValueKind.Object } push
            ? (push, push.Member("pub").Member("data"))
            : (line.Member("result"), line.Member("result").Member("data").Member("data"));
        return data.ValueKind == JsonValueKind.Object && (place.Text("channel").Length == 0 || place.Text("channel") == channel) ? data : default;
    }

    /// <summary>Reads a donation.</summary>
    /// <param name="json">The donation.</param>
    /// <param name="now">The time of receipt.</param>
    public static DecodeResult Decode(JsonElement json, DateTimeOffset now)
    {
        if (json.ValueKind != JsonValueKind.Object) return DecodeResult.Malformed("a donation must be an object");
        var facts = new DonationFacts
        {
            Service = Service,
            Id = json.TextOrNumber("id"),
            Name = json.Text("username"),
            Amount = json.TextOrNumber("amount"),
            Currency = json.Text("currency"),
            // A recorded message has no words to read.
            Message = json.Text("message_type") == "audio" ? "" : json.Text("message"),
            At = json.Time("created_at"),
        };
        return DonationEvents.Make(facts, now);
    }
}
