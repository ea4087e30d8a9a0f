namespace IShowTts.Integrations.Events;

/// <summary>How a source is.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Since">Since when.</param>
/// <param name="LastEventAt">When the last event came; null before the first.</param>
/// <param name="Detail">One sentence for people: why, and what to do; empty when all is well.</param>
public sealed record SourceHealth(SourceState State, DateTimeOffset Since, DateTimeOffset? LastEventAt, string Detail)
{
    /// <summary>Not started.</summary>
    public static SourceHealth Idle { get; } = new(SourceState.Idle, default, null, "");
}
