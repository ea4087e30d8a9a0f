using System.Numerics;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Compares what was heard with what was synthesized.</summary>
internal static class Likeness
{
    private const int MaxLag = 2_000; // the codec looks ahead 312 samples; a packet has 960

    /// <summary>Correlation, sample for sample, at the best of all shifts of up to 40 ms.</summary>
    /// <param name="heard">48 kHz mono, as long or longer; later by the shift.</param>
    /// <param name="expected">48 kHz mono.</param>
    public static double Of(ReadOnlySpan<float> heard, ReadOnlySpan<float> expected)
    {
        var best = -1.0;
        for (var shift = 0; shift < Math.Min(MaxLag, heard.Length); shift++)
        {
            var count = Math.Min(heard.Length - shift, expected.Length);
            best = Math.Max(best, Correlation(heard.Slice(shift, count), expected[..count]));
        }

        return best;
    }

    /// <summary>Correlation of two runs of the same length.</summary>
    public static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Product(a, b) / Math.Sqrt(Math.Max(Product(a, a) * Product(b, b), 1e-30));

    private static double Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        const int block = 4_800; // each summed apart, so that single precision is enough
        double sum = 0;
        for (var at = 0; at < a.Length; at += block)
        {
            var count = Math.Min(block, a.Length - at);
            var lanes = Vector<float>.Zero;
            var i = 0;
            for (; i + Vector<float>.Count <= count; i += Vector<float>.Count) lanes += new Vector<float>(a[(at + i)..]) * new Vector<float>(b[(at + i)..]);
            sum += Vector.Sum(lanes);
            for (; i < count; i++) sum += a[at + i] * b[at + i];
        }

        return sum;
    }
}
