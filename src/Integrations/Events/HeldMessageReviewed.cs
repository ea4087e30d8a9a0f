namespace IShowTts.Integrations.Events;

/// <summary>A message that the platform held (<see cref="ChatMessage.IsHeld"/>) was looked at by a moderator, or nobody did in time.</summary>
public sealed record HeldMessageReviewed : StreamEvent
{
    /// <summary>Id of the chat message: the same when it is shown.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>True when it is shown now; false when it was denied or its time ran out.</summary>
    public bool IsApproved { get; init; }
}
