namespace IShowTts.Integrations.Playback;

/// <summary>Plays nowhere, at the pace of a device: for rehearsals and for a worker that only answers questions.</summary>
/// <param name="time">The clock.</param>
internal sealed class NullSink(TimeProvider time) : PacedSink("null", time)
{
    /// <inheritdoc/>
    protected override void OnHeard(ReadOnlySpan<float> samples)
    {
        // Nobody listens: being heard here is being forgotten.
    }
}
