namespace IShowTts.Tts.Audio;

/// <summary>Joins whole waves by linear cross-fades, as <c>utils_infer.py: infer_batch_process</c> of F5-TTS, in double. What is played live goes through <see cref="EqualPowerJoiner"/>.</summary>
internal static class LinearCrossfade
{
    /// <summary>Joins waves in order.</summary>
    /// <param name="waves">Mono.</param>
    /// <param name="overlap">Samples that two neighbours share, 0 or more; fewer where all before, or the next one, is shorter. 0: end to end.</param>
    /// <returns>The sum of all lengths less the overlaps.</returns>
    public static float[] Join(IReadOnlyList<float[]> waves, int overlap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(overlap);
        var joined = new List<double>();
        foreach (var wave in waves)
        {
            var shared = Math.Min(overlap, Math.Min(joined.Count, wave.Length));
            var start = joined.Count - shared;
            for (var i = 0; i < shared; i++)
            {
                var rising = shared == 1 ? 0 : (double)i / (shared - 1);
                joined[start + i] = (joined[start + i] * (1 - rising)) + (wave[i] * rising);
            }

            joined.AddRange(wave.Skip(shared).Select(sample => (double)sample));
        }

        return [.. joined.Select(sample => (float)sample)];
    }
}
