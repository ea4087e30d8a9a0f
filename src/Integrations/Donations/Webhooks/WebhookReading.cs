using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>What a reader made of one request: a donation, or the outcome that says why there is none.</summary>
/// <param name="Donation">What was given; null when there is none.</param>
/// <param name="Fault">Why there is none; <see cref="WebhookOutcome.Taken"/> with a donation.</param>
internal readonly record struct WebhookReading(Donation? Donation, WebhookOutcome Fault)
{
    private const string Someone = "someone";

    /// <summary>A donation by the rules that all services share, or malformed.</summary>
    /// <param name="facts">What was told.</param>
    /// <param name="isPublic">False: neither name nor words may be told.</param>
    /// <param name="now">Our clock.</param>
    public static WebhookReading Of(DonationFacts facts, bool isPublic, DateTimeOffset now)
    {
        if (DonationEvents.Make(facts, now).Event is not Donation donation) return Not(WebhookOutcome.Malformed);

        return new(isPublic ? donation : donation with { Viewer = Viewer.Anonymous with { DisplayName = Someone }, Message = MessageText.Empty }, WebhookOutcome.Taken);
    }

    /// <summary>None.</summary>
    public static WebhookReading Not(WebhookOutcome fault) => new(null, fault);
}
