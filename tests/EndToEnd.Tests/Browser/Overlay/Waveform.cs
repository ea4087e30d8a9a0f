namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Compares captured sound, sample by sample.</summary>
internal static class Waveform
{
    private const float Audible = 0.001f;
    private const int LargestShift = 480;

    /// <summary>The left channel of interleaved stereo.</summary>
    public static float[] Left(ReadOnlySpan<float> stereo)
    {
        var left = new float[stereo.Length / 2];
        for (var i = 0; i < left.Length; i++)
        {
            left[i] = stereo[2 * i];
        }

        return left;
    }

    /// <summary>From the first to the last sample that can be heard.</summary>
    public static float[] Trim(float[] samples)
    {
        var first = Array.FindIndex(samples, sample => Math.Abs(sample) > Audible);
        var last = Array.FindLastIndex(samples, sample => Math.Abs(sample) > Audible);
        return first < 0 ? [] : samples[first..(last + 1)];
    }

    /// <summary>Correlation over the whole length at the best of all shifts up to 10 ms: a gap of a millisecond anywhere ruins it.</summary>
    public static double Likeness(float[] one, float[] other)
    {
        var best = 0.0;
        for (var shift = -LargestShift; shift <= LargestShift; shift++)
        {
            double dot = 0, first = 0, second = 0;
            for (int i = Math.Max(0, shift), j = Math.Max(0, -shift); i < one.Length && j < other.Length; i++, j++)
            {
                dot += one[i] * other[j];
                first += one[i] * one[i];
                second += other[j] * other[j];
            }

            best = Math.Max(best, first == 0 || second == 0 ? 0 : dot / Math.Sqrt(first * second));
        }

        return best;
    }
}
