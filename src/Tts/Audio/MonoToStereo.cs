namespace IShowTts.Tts.Audio;

/// <summary>Puts a mono signal in the middle of two channels.</summary>
public static class MonoToStereo
{
    /// <summary>Gain per channel, √½ (−3.01 dB): two equal channels measure as loud in LUFS as the mono signal alone did.</summary>
    public const float Gain = 0.70710678f;

    /// <summary>Writes both channels.</summary>
    /// <param name="mono">Samples.</param>
    /// <param name="stereo">Room for twice as many, interleaved.</param>
    public static void Convert(ReadOnlySpan<float> mono, Span<float> stereo)
    {
        for (var i = 0; i < mono.Length; i++)
        {
            var sample = mono[i] * Gain;
            stereo[2 * i] = sample;
            stereo[(2 * i) + 1] = sample;
        }
    }
}
