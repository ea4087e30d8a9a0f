namespace IShowTts.Worker.Queue;

/// <summary>What becomes of an utterance.</summary>
/// <param name="To">Its new state.</param>
/// <param name="Reason">Why.</param>
internal sealed record UtteranceChange(UtteranceState To, StateReason? Reason)
{
    /// <summary>Measurements to store; null keeps those there are.</summary>
    public UtteranceTimings? Timings { get; init; }

    /// <summary>Engine that speaks it; null keeps what there is.</summary>
    public string? Engine { get; init; }

    /// <summary>Voice that speaks it; null keeps what there is.</summary>
    public string? Voice { get; init; }
}
