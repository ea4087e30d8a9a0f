namespace IShowTts.Integrations.Events;

/// <summary>A viewer subscribed.</summary>
public sealed record Subscription : MessageEvent
{
    /// <summary>How it came about.</summary>
    public SubscriptionKind SubscriptionKind { get; init; }

    /// <summary>1, 2 or 3; 0 for Prime.</summary>
    public int Tier { get; init; } = 1;

    /// <summary>Months in all; 0 when not told.</summary>
    public int Months { get; init; }

    /// <summary>Months in a row, when the viewer shares it; else 0.</summary>
    public int StreakMonths { get; init; }
}
