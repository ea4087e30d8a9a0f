namespace IShowTts.Worker.Queue;

/// <summary>What was measured; null until it is known.</summary>
internal sealed record UtteranceTimings
{
    /// <summary>From asking the synthesizer to its first chunk, milliseconds.</summary>
    public double? TtfaMs { get; init; }

    /// <summary>Synthesis time, milliseconds, waiting for room in the buffer not counted.</summary>
    public double? SynthMs { get; init; }

    /// <summary>Length of the whole audio, milliseconds.</summary>
    public double? AudioMs { get; init; }

    /// <summary>How much of it was heard so far, milliseconds.</summary>
    public double? HeardMs { get; init; }

    /// <summary>Synthesis time ÷ audio time; lower is better.</summary>
    public double? Rtf => SynthMs is { } synth && AudioMs is > 0 and { } audio ? synth / audio : null;
}
