namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Compares captured sound, sample by sample.</summary>
internal static class Waveform
{
    private const float Audible = 0.001f;
    private const double Certain = 0.0001; // a tone is like itself one period on: the nearest place is meant
    private const int SmallestGap = 128; // what the page makes at a time
    private const int LongestFall = 480; // at a gap the sound falls to zero, which is no part of what was synthesized

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

    /// <summary>Finds every piece that was played between gaps in what was to be played, one behind the other.</summary>
    /// <param name="played">What was captured, trimmed.</param>
    /// <param name="expected">What was to be played, trimmed.</param>
    /// <returns>Correlation of the pieces with their places, over all samples: what is missing or wrong anywhere ruins it. And the number of gaps.</returns>
    public static (double Likeness, int Gaps) Compare(ReadOnlySpan<float> played, ReadOnlySpan<float> expected)
    {
        var pieces = Pieces(played);
        double dot = 0, first = 0;
        var at = 0;
        foreach (var (start, end) in pieces)
        {
            var piece = played[start..end];
            var place = FindPlace(piece, expected, at);
            for (int i = 0, j = place; i < piece.Length && j < expected.Length; i++, j++)
            {
                if (j >= 0)
                {
                    dot += piece[i] * expected[j];
                    first += piece[i] * piece[i];
                }
            }

            at = place + piece.Length;
        }

        var whole = 0.0;
        foreach (var sample in expected)
        {
            whole += sample * sample;
        }

        return (first == 0 || whole == 0 ? 0 : dot / Math.Sqrt(first * whole), pieces.Count - 1);
    }

    private static List<(int Start, int End)> Pieces(ReadOnlySpan<float> played)
    {
        var pieces = new List<(int, int)>();
        var start = 0;
        for (int i = 0, zeros = 0; i < played.Length; i++)
        {
            zeros = played[i] == 0 ? zeros + 1 : 0;
            if (zeros == SmallestGap)
            {
                pieces.Add((start, i + 1 - zeros));
            }

            if (zeros >= SmallestGap)
            {
                start = i + 1;
            }
        }

        pieces.Add((start, played.Length));
        return pieces;
    }

    private static int FindPlace(ReadOnlySpan<float> piece, ReadOnlySpan<float> expected, int around)
    {
        var (best, place) = (double.NegativeInfinity, around);
        for (var step = 0; step <= LongestFall; step++)
        {
            foreach (var from in (ReadOnlySpan<int>)[around - step, around + step])
            {
                if (Correlation(piece, expected, from) is var found && found > best + Certain)
                {
                    (best, place) = (found, from);
                }
            }
        }

        return place;
    }

    private static double Correlation(ReadOnlySpan<float> piece, ReadOnlySpan<float> expected, int from)
    {
        double dot = 0, first = 1e-9, second = 1e-9;
        for (int i = Math.Max(0, -from), j = Math.Max(0, from); i < piece.Length && j < expected.Length; i++, j++)
        {
            dot += piece[i] * expected[j];
            first += piece[i] * piece[i];
            second += expected[j] * expected[j];
        }

        return dot / Math.Sqrt(first * second);
    }
}
