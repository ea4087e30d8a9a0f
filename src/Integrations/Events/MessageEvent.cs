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
