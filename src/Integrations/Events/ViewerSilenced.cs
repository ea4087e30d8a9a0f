namespace IShowTts.Integrations.Events;

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
