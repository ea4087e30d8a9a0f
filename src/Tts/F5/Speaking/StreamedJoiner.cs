using IShowTts.Tts.Audio;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Joins parts while they come, by equal power.</summary>
/// <param name="overlap">Longest overlap.</param>
internal sealed class StreamedJoiner(TimeSpan overlap) : ISegmentJoiner
{
    // What a speaker pauses at a clause; the model often leaves more at the ends of a part.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(0.3);
    private readonly EqualPowerJoiner joiner = new(ClipPace.SampleRate, overlap, s_longestPause);

    /// <inheritdoc/>
    public Memory<float> Join(float[] samples) => joiner.Join(samples);

    /// <inheritdoc/>
    public Memory<float> End() => joiner.End();

    /// <inheritdoc/>
    public Memory<float> Break() => joiner.Break();
}
