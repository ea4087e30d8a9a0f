namespace IShowTts.Integrations.Events;

/// <summary>The stream went on or off.</summary>
public sealed record StreamStatus : StreamEvent
{
    /// <summary>On air.</summary>
    public bool IsOnline { get; init; }
}
