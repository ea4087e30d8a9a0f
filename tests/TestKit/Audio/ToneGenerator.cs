namespace IShowTts.TestKit.Audio;

/// <summary>Exact test signals: every sample is computed from its index, so chunks of any size join without a seam.</summary>
public static class ToneGenerator
{
    /// <summary>A sine, mono.</summary>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="frequency">Hz.</param>
    /// <param name="seconds">Length, rounded to samples.</param>
    /// <param name="amplitude">Peak, 0 to 1.</param>
    /// <param name="phase">Radians at sample 0.</param>
    public static float[] Sine(int sampleRate, double frequency, double seconds, double amplitude = 1, double phase = 0)
    {
        var samples = new float[(int)Math.Round(seconds * sampleRate)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)(amplitude * Math.Sin(phase + (2 * Math.PI * frequency * i / sampleRate)));
        }

        return samples;
    }

    /// <summary>Seeded white noise, mono.</summary>
    /// <param name="samples">Length in samples.</param>
    /// <param name="amplitude">Largest value, 0 to 1.</param>
    /// <param name="seed">Same seed, same noise.</param>
    public static float[] Noise(int samples, double amplitude = 1, int seed = 1)
    {
        var random = new Random(seed);
        var noise = new float[samples];
        for (var i = 0; i < samples; i++)
        {
            noise[i] = (float)(amplitude * ((random.NextDouble() * 2) - 1));
        }

        return noise;
    }

    /// <summary>Amplitude of a level.</summary>
    /// <param name="decibels">dB relative to 1.</param>
    public static double Amplitude(double decibels) => Math.Pow(10, decibels / 20);
}
