using IShowTts.Tts.Audio;
using Shouldly;

namespace IShowTts.TestKit.Audio;

/// <summary>Measures and judges runs of samples in tests.</summary>
public static class AudioAssert
{
    /// <summary>Root mean square of samples.</summary>
    public static double Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        return samples.IsEmpty ? 0 : Math.Sqrt(sum / samples.Length);
    }

    /// <summary>Largest absolute sample.</summary>
    public static float Peak(ReadOnlySpan<float> samples)
    {
        var peak = 0f;
        foreach (var sample in samples)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        return peak;
    }

    /// <summary>Signal to error ratio in dB of samples against what they should be.</summary>
    public static double SignalToErrorDb(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        actual.Length.ShouldBe(expected.Length);
        double signal = 0, error = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            signal += (double)expected[i] * expected[i];
            error += ((double)actual[i] - expected[i]) * ((double)actual[i] - expected[i]);
        }

        return error == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / error);
    }

    /// <summary>Level in dB of one frequency in samples, relative to a sine of amplitude 1; measured under a Hann window.</summary>
    public static double ToneLevelDb(ReadOnlySpan<float> samples, int sampleRate, double frequency)
    {
        double real = 0, imaginary = 0, weight = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var window = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / samples.Length));
            var angle = 2 * Math.PI * frequency * i / sampleRate;
            real += samples[i] * window * Math.Cos(angle);
            imaginary += samples[i] * window * Math.Sin(angle);
            weight += window;
        }

        return 20 * Math.Log10(Math.Max(1e-12, 2 * Math.Sqrt((real * real) + (imaginary * imaginary)) / weight));
    }

    /// <summary>Fails when any sample is no number or past full scale.</summary>
    public static void IsClean(ReadOnlySpan<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (!float.IsFinite(samples[i]) || Math.Abs(samples[i]) > 1)
            {
                throw new ShouldAssertException($"Sample {i} is {samples[i]}.");
            }
        }
    }

    /// <summary>Fails unless two runs of speech are the same words: same length within 120 ms, and loudness that rises and falls together.</summary>
    /// <remarks>eSpeak keeps phase and noise from one text to the next, so the same text gives neither the very same samples nor quite the same length.</remarks>
    public static void SoundsAlike(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, AudioFormat format)
    {
        Math.Abs(format.DurationOf(actual.Length - expected.Length).TotalMilliseconds).ShouldBeLessThanOrEqualTo(120, "length differs");
        Likeness(actual, expected, format).ShouldBeGreaterThan(0.8, "the loudness of the two does not move together");
    }

    /// <summary>Correlation of the loudness of two runs, best of all shifts up to 80 ms: 1 for the same, well below for unrelated.</summary>
    public static double Likeness(ReadOnlySpan<float> first, ReadOnlySpan<float> second, AudioFormat format)
    {
        const int shifts = 8;
        var a = Envelope(first, format);
        var b = Envelope(second, format);
        var best = -1.0;
        for (var shift = -shifts; shift <= shifts; shift++)
        {
            var (fromA, fromB) = (Math.Max(0, shift), Math.Max(0, -shift));
            var count = Math.Min(a.Length - fromA, b.Length - fromB);
            if (count > shifts)
            {
                best = Math.Max(best, Correlation(a.AsSpan(fromA, count), b.AsSpan(fromB, count)));
            }
        }

        return best;
    }

    // Loudness every 10 ms, each over 40 ms.
    private static double[] Envelope(ReadOnlySpan<float> samples, AudioFormat format)
    {
        var hop = format.SamplesIn(TimeSpan.FromMilliseconds(10));
        var envelope = new double[Math.Max(0, (samples.Length / hop) - 3)];
        for (var i = 0; i < envelope.Length; i++)
        {
            envelope[i] = Rms(samples.Slice(i * hop, 4 * hop));
        }

        return envelope;
    }

    private static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double meanA = 0, meanB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            meanA += a[i] / a.Length;
            meanB += b[i] / a.Length;
        }

        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }

        return ab / Math.Sqrt(Math.Max(aa * bb, 1e-30));
    }

    /// <summary>Reads a whole stream of chunks, disposes each, and joins the samples.</summary>
    /// <exception cref="ShouldAssertException">Chunks of different formats, or empty ones.</exception>
    public static async Task<(AudioFormat? Format, float[] Samples)> CollectAsync(
        IAsyncEnumerable<AudioChunk> chunks, CancellationToken cancellationToken = default)
    {
        AudioFormat? format = null;
        var samples = new List<float>();
        await foreach (var chunk in chunks.WithCancellation(cancellationToken))
        {
            using (chunk)
            {
                (format ??= chunk.Format).ShouldBe(chunk.Format);
                chunk.Samples.Length.ShouldBePositive();
                samples.AddRange(chunk.Samples.Span);
            }
        }

        return (format, [.. samples]);
    }
}
