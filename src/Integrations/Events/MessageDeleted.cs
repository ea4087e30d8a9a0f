namespace IShowTts.Integrations.Events;

/// <summary>One message was deleted.</summary>
public sealed record MessageDeleted : ModerationEvent
{
    /// <summary>Id of the chat message.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Login of its author; empty when not told.</summary>
    public string Login { get; init; } = "";
}
