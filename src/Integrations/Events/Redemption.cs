namespace IShowTts.Integrations.Events;

/// <summary>Channel points spent on a reward.</summary>
public sealed record Redemption : MessageEvent
{
    /// <summary>The reward's id.</summary>
    public string RewardId { get; init; } = "";

    /// <summary>The reward's title; empty when the source does not tell it.</summary>
    public string RewardTitle { get; init; } = "";

    /// <summary>Channel points spent; 0 when the source does not tell it.</summary>
    public int Cost { get; init; }

    /// <summary>Id of the redemption to fulfil or cancel; null when the source does not tell it (chat), so it cannot be refunded.</summary>
    public string? RedemptionId { get; init; }
}
