using System.Text.Json;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations.StreamElements;

/// <summary>Reads the data of <c>channel.tips</c> and <c>channel.tips.moderation</c>.</summary>
internal static class StreamElementsDecoder
{
    /// <summary>Name of the service.</summary>
    internal const string Service = "streamelements";

    /// <summary>Reads a tip; one that is not approved or not paid is none (yet), and its id stays free.</summary>
    /// <param name="data">Member <c>data</c> of the message.</param>
    /// <param name="now">The time of receipt.</param>
    public static DecodeResult Decode(JsonElement data, DateTimeOffset now)
    {
        if (data.ValueKind != JsonValueKind.Object) return DecodeResult.Malformed("data must be an object");
        if (data.Text("approved") != "allowed") return DecodeResult.NotAMessage("a tip that is not approved (yet)");
        if (data.Text("status") != "success") return DecodeResult.NotAMessage("a tip that is not paid (yet)");
        var donation = data.Member("donation");
        var facts = new DonationFacts
        {
            Service = Service,
            Id = data.TextOrNumber("_id"),
            Name = donation.Member("user").Text("username"),
            Amount = donation.TextOrNumber("amount"),
            Currency = donation.Text("currency"),
            Message = donation.Text("message"),
            At = data.Time("createdAt"),
        };
        return DonationEvents.Make(facts, now);
    }
}
