namespace IShowTts.Integrations.Events;

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
