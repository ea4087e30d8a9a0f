using System.Numerics;

namespace IShowTts.Tts.F5.Sampling;

/// <summary>Functions whose bits are the same on every machine, whatever the width of its vectors: sums and products in a fixed order, never fused.</summary>
internal static class VectorMath
{
    private const double QuarterTurn = 1.0 / (1L << 30);
    private static readonly double[] s_logTerms = [.. Enumerable.Range(0, 12).Select(i => 1.0 / (23 - (2 * i)))];
    private static readonly double[] s_sineTerms = [.. Enumerable.Range(0, 8).Select(i => 16.0 - (2 * i)).Select(term => 1 / (term * (term + 1)))];
    private static readonly double[] s_cosineTerms = [.. Enumerable.Range(0, 8).Select(i => 16.0 - (2 * i)).Select(term => 1 / (term * (term - 1)))];

    /// <summary>Natural logarithm by the series of atanh, exact to some 1e-16.</summary>
    /// <param name="value">Normal and positive.</param>
    public static Vector<double> Log(Vector<double> value)
    {
        var bits = Vector.AsVectorInt64(value);
        var mantissa = Vector.AsVectorDouble((bits & new Vector<long>(0xFFFFFFFFFFFFF)) | new Vector<long>(0x3FF0000000000000));
        var large = Vector.GreaterThan(mantissa, new Vector<double>(1.4142135623730951));
        mantissa = Vector.ConditionalSelect(large, mantissa * 0.5, mantissa);
        var exponent = Vector.ConvertToDouble((bits >>> 52) - new Vector<long>(1023) - large);

        var ratio = (mantissa - Vector<double>.One) / (mantissa + Vector<double>.One);
        var square = ratio * ratio;
        var sum = Vector<double>.Zero;
        foreach (var term in s_logTerms)
        {
            sum = (sum * square) + new Vector<double>(term);
        }

        return (exponent * 0.6931471805599453) + (ratio * sum * 2.0);
    }

    /// <summary>Sine and cosine of a part of a turn, exact to some 1e-16.</summary>
    /// <param name="turn">In 1/2³² of a turn, 0 to 2³² − 1.</param>
    public static (Vector<double> Sine, Vector<double> Cosine) SinCosOfTurn(Vector<long> turn)
    {
        // The nearest quarter turn, and an angle of at most π/4 beside it.
        var quarter = (turn + new Vector<long>(1L << 29)) >>> 30;
        var angle = Vector.ConvertToDouble(turn - (quarter << 30)) * (QuarterTurn * (Math.PI / 2));
        var square = angle * angle;
        var (sine, cosine) = (Vector<double>.One, Vector<double>.One);
        for (var i = 0; i < s_sineTerms.Length; i++)
        {
            sine = Vector<double>.One - (sine * square * s_sineTerms[i]);
            cosine = Vector<double>.One - (cosine * square * s_cosineTerms[i]);
        }

        sine *= angle;
        var odd = Vector.Equals(quarter & Vector<long>.One, Vector<long>.One);
        (sine, cosine) = (Vector.ConditionalSelect(odd, cosine, sine), Vector.ConditionalSelect(odd, sine, cosine));
        return (Signed(sine, quarter), Signed(cosine, quarter + Vector<long>.One));
    }

    // Negative in the third and fourth of four quarters.
    private static Vector<double> Signed(Vector<double> value, Vector<long> quarter) =>
        Vector.AsVectorDouble(Vector.AsVectorInt64(value) ^ ((quarter & new Vector<long>(2)) << 62));
}
