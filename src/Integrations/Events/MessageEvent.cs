namespace IShowTts.Integrations.Events;

/// <summary>A viewer did something that can carry words.</summary>
public abstract record MessageEvent : StreamEvent
{
    /// <summary>Who did it.</summary>
    public Viewer Viewer { get; init; } = Viewer.Anonymous;

    /// <summary>The words that came along; empty for most raids, gifts and follows.</summary>
    public MessageText Message { get; init; } = MessageText.Empty;

    /// <summary>Id of the chat message that moderators can delete; empty where there is none.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Room id of the channel this was copied from in a shared chat; null when it is the channel's own.</summary>
    public string? SharedFrom { get; init; }

    /// <summary>Id that stays the same in every channel of a shared chat; null outside one.</summary>
    public string? SharedId { get; init; }

    /// <summary>A re-told message from a "recent messages" service; never spoken.</summary>
    public bool IsHistorical { get; init; }
}

/// <summary>A plain chat message.</summary>
public sealed record ChatMessage : MessageEvent
{
    /// <summary>Typed with <c>/me</c>.</summary>
    public bool IsAction { get; init; }

    /// <summary>Paid for with channel points to stand out (Highlight My Message).</summary>
    public bool IsHighlighted { get; init; }

    /// <summary>Login of the author this replies to; null when it is no reply.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Held by AutoMod: not public, never spoken.</summary>
    public bool IsHeld { get; init; }
}

/// <summary>Bits given with a message.</summary>
public sealed record Cheer : MessageEvent
{
    /// <summary>Bits given in all; the platform's number, not the sum of the words.</summary>
    public int Bits { get; init; }
}

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

/// <summary>A power-up bought with bits, other than a cheer.</summary>
public sealed record PowerUp : MessageEvent
{
    /// <summary>Bits spent; 0 when the source does not tell it.</summary>
    public int Bits { get; init; }

    /// <summary>Which: <c>message_effect</c>, <c>gigantify_an_emote</c>, <c>celebration</c>, <c>custom</c>.</summary>
    public string PowerUpKind { get; init; } = "";
}

/// <summary>Money from outside the platform, or its own old paid chat.</summary>
public sealed record Donation : MessageEvent
{
    /// <summary>Amount in the currency's main unit.</summary>
    public decimal Amount { get; init; }

    /// <summary>ISO 4217 code, upper case.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The service's own test button.</summary>
    public bool IsTest { get; init; }

    /// <summary>Charity that gets it; null for the streamer's own.</summary>
    public string? Charity { get; init; }
}

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

/// <summary>Another channel sends its viewers.</summary>
public sealed record Raid : MessageEvent
{
    /// <summary>How many came.</summary>
    public int Viewers { get; init; }
}

/// <summary>A viewer follows the channel.</summary>
public sealed record Follow : MessageEvent;

/// <summary>A moderator's announcement.</summary>
public sealed record Announcement : MessageEvent;

/// <summary>Something else that the platform shows in chat.</summary>
public sealed record Notice : MessageEvent
{
    /// <summary>The platform's word, kebab-case: <c>watch-streak</c>, <c>modiversary</c>, <c>bits-badge-tier</c>, <c>new-chatter</c> …</summary>
    public string NoticeKind { get; init; } = "";

    /// <summary>The platform's own sentence, English; may be empty.</summary>
    public string SystemText { get; init; } = "";

    /// <summary>The number in it (streams in a row, months, threshold); 0 when there is none.</summary>
    public int Value { get; init; }
}
