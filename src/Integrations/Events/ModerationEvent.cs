namespace IShowTts.Integrations.Events;

/// <summary>Words were taken back: by a moderator, or by the platform. Acts on what waits, is being synthesized and is being heard.</summary>
public abstract record ModerationEvent : StreamEvent;

/// <summary>One message was deleted.</summary>
public sealed record MessageDeleted : ModerationEvent
{
    /// <summary>Id of the chat message.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Login of its author; empty when not told.</summary>
    public string Login { get; init; } = "";
}

/// <summary>A viewer was timed out or banned: all of the viewer's messages are gone.</summary>
public sealed record ViewerSilenced : ModerationEvent
{
    /// <summary>The viewer's id; empty when not told.</summary>
    public string ViewerId { get; init; } = "";

    /// <summary>The viewer's login; empty when not told.</summary>
    public string Login { get; init; } = "";

    /// <summary>Seconds of a timeout; null for a ban or when not told.</summary>
    public int? Seconds { get; init; }
}

/// <summary>The whole chat was cleared.</summary>
public sealed record ChatCleared : ModerationEvent;

/// <summary>A redemption was fulfilled or cancelled elsewhere.</summary>
public sealed record RedemptionChanged : ModerationEvent
{
    /// <summary>The redemption.</summary>
    public string RedemptionId { get; init; } = "";

    /// <summary>True when the points went back: a waiting utterance is dropped.</summary>
    public bool IsCancelled { get; init; }
}

/// <summary>The stream went on or off.</summary>
public sealed record StreamStatus : StreamEvent
{
    /// <summary>On air.</summary>
    public bool IsOnline { get; init; }
}
