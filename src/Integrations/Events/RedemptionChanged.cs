namespace IShowTts.Integrations.Events;

/// <summary>A redemption was fulfilled or cancelled elsewhere.</summary>
public sealed record RedemptionChanged : ModerationEvent
{
    /// <summary>The redemption.</summary>
    public string RedemptionId { get; init; } = "";

    /// <summary>True when the points went back: a waiting utterance is dropped.</summary>
    public bool IsCancelled { get; init; }
}
