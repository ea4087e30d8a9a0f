namespace IShowTts.Integrations.Events;

/// <summary>How a subscription came about.</summary>
public enum SubscriptionKind
{
    /// <summary>First month.</summary>
    New,

    /// <summary>A later month, shared in chat.</summary>
    Resub,

    /// <summary>A gifted one is continued with own money.</summary>
    GiftUpgrade,

    /// <summary>A Prime one becomes a paid one.</summary>
    PrimeUpgrade,

    /// <summary>Extended by months.</summary>
    Extended,
}
