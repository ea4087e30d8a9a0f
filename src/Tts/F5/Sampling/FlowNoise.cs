using System.Numerics;

namespace IShowTts.Tts.F5.Sampling;

/// <summary>Seeded N(0, 1) noise to start a flow from. The same on every platform and, by test, in every version.</summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna) seeded by SplitMix64, then Marsaglia's polar method in double. Only operations that IEEE 754 rounds one
/// way are used (the logarithm is our own), so no C library can change a bit. A longer fill starts with the shorter one. This is not
/// torch's generator: a seed of the reference gives other noise.
/// </remarks>
internal static class FlowNoise
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Fills a flow's start.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="chunk">Which chunk of the utterance, from 0: each has noise of its own.</param>
    /// <param name="destination">Filled whole; <c>[frame, 100]</c> row-major for a flow.</param>
    public static void Fill(long seed, int chunk, Span<float> destination)
    {
        var state = unchecked(Mix((ulong)seed + Golden) + ((ulong)chunk * Golden));
        var (s0, s1, s2, s3) = (Next(ref state), Next(ref state), Next(ref state), Next(ref state));
        for (var i = 0; i < destination.Length; i += 2)
        {
            double first, second, square;
            do
            {
                first = Uniform(ref s0, ref s1, ref s2, ref s3);
                second = Uniform(ref s0, ref s1, ref s2, ref s3);
                square = (first * first) + (second * second);
            }
            while (square is >= 1 or 0);

            var scale = Math.Sqrt(-2 * Log(square) / square);
            destination[i] = (float)(first * scale);
            if (i + 1 < destination.Length)
            {
                destination[i + 1] = (float)(second * scale);
            }
        }
    }

    /// <summary>Natural logarithm by the series of atanh, exact to some 1e-16; the same bits everywhere.</summary>
    /// <param name="value">Normal and positive.</param>
    internal static double Log(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        var ratio = (mantissa - 1) / (mantissa + 1);
        var square = ratio * ratio;
        var sum = 0.0;
        for (var power = 23; power >= 1; power -= 2)
        {
            sum = (sum * square) + (1.0 / power);
        }

        return (exponent * 0.6931471805599453) + (2 * ratio * sum);
    }

    // −1 to 1 in steps of 2⁻⁵².
    private static double Uniform(ref ulong s0, ref ulong s1, ref ulong s2, ref ulong s3)
    {
        var result = unchecked(BitOperations.RotateLeft(s1 * 5, 7) * 9);
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return ((result >> 11) * (2.0 / (1UL << 53))) - 1;
    }

    // SplitMix64.
    private static ulong Next(ref ulong state) => Mix(state = unchecked(state + Golden));

    private static ulong Mix(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }
}
