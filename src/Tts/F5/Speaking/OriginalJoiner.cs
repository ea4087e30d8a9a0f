using IShowTts.Tts.Audio;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Joins parts as the original code does, when all are there (<see cref="LinearCrossfade"/>).</summary>
/// <param name="overlap">Samples of a joint.</param>
internal sealed class OriginalJoiner(int overlap) : ISegmentJoiner
{
    private readonly List<float[]> waves = [];

    /// <inheritdoc/>
    public Memory<float> Join(float[] samples)
    {
        waves.Add(samples);
        return Memory<float>.Empty;
    }

    /// <inheritdoc/>
    public Memory<float> End() => LinearCrossfade.Join(waves, overlap);

    /// <inheritdoc/>
    public Memory<float> Break() => Memory<float>.Empty;
}
