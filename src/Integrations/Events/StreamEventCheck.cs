namespace IShowTts.Integrations.Events;

/// <summary>Checks what the types of an event cannot say.</summary>
internal static class StreamEventCheck
{
    private const decimal MaxAmount = 1_000_000_000m;

    /// <summary>What is wrong with an event, naming the member; null when nothing is.</summary>
    /// <param name="streamEvent">The event.</param>
    public static string? FindError(StreamEvent streamEvent)
    {
        var (member, number) = SmallestNumber(streamEvent);
        if (number < 0) return $"{member} must not be negative";
        return streamEvent switch
        {
            GiftSubscription { Count: 0 } => "count must be 1 or more",
            GiftSubscription { Tier: > 3 } or Subscription { Tier: > 3 } => "tier must be 0 (Prime), 1, 2 or 3",
            Donation { Amount: > MaxAmount } => "amount is too large",
            Donation donation when donation.Currency.Length != 3 || !donation.Currency.All(char.IsAsciiLetterUpper) =>
                "currency must be three capital letters, for example USD",
            _ => null,
        };
    }

    private static (string Member, decimal Number) SmallestNumber(StreamEvent streamEvent) => streamEvent switch
    {
        Cheer cheer => ("bits", cheer.Bits),
        PowerUp powerUp => ("bits", powerUp.Bits),
        Redemption redemption => ("cost", redemption.Cost),
        Donation donation => ("amount", donation.Amount),
        GiftSubscription gift => gift.Tier < 0 ? ("tier", gift.Tier) : ("count", gift.Count),
        Subscription { Tier: < 0 } => ("tier", -1),
        Subscription { Months: < 0 } => ("months", -1),
        Subscription { StreakMonths: < 0 } => ("streakMonths", -1),
        Raid raid => ("viewers", raid.Viewers),
        Notice notice => ("value", notice.Value),
        ViewerSilenced silenced => ("seconds", silenced.Seconds ?? 0),
        _ => ("", 0),
    };
}
