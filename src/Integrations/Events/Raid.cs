namespace IShowTts.Integrations.Events;

/// <summary>Another channel sends its viewers.</summary>
public sealed record Raid : MessageEvent
{
    /// <summary>How many came.</summary>
    public int Viewers { get; init; }
}
