namespace IShowTts.Integrations.Events;

/// <summary>A viewer gave subscriptions to others.</summary>
public sealed record GiftSubscription : MessageEvent
{
    /// <summary>How many in this event, 1 or more.</summary>
    public int Count { get; init; } = 1;

    /// <summary>1, 2 or 3.</summary>
    public int Tier { get; init; } = 1;

    /// <summary>Who got it, when it is one person; else empty.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>Joins the parts of a gift bomb; null for a single gift.</summary>
    public string? BombId { get; init; }

    /// <summary>One of the gifts of a bomb that was announced by itself: not to be read again.</summary>
    public bool IsPartOfBomb { get; init; }

    /// <summary>Paying a gift forward.</summary>
    public bool IsPayForward { get; init; }
}
