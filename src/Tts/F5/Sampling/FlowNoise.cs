using System.Numerics;

namespace IShowTts.Tts.F5.Sampling;

/// <summary>Seeded N(0, 1) noise to start a flow from. The same on every platform and, by test, in every version.</summary>
/// <remarks>
/// Pair k of values comes from word k of SplitMix64 by Box and Muller: radius from its upper, angle from its lower 32 bits. So a longer fill starts with the shorter
/// one, and all lanes of a vector work at once. Logarithm, sine and cosine are our own (<see cref="VectorMath"/>): only operations are used that IEEE 754 rounds one
/// way, so neither a C library nor a vector's width changes a bit. This is not torch's generator: a seed of the reference gives other noise.
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
        var pairs = Vector<ulong>.Count;
        Span<float> block = stackalloc float[2 * pairs];
        var lanes = Lanes();
        var state = unchecked(Mix(new Vector<ulong>((ulong)seed + Golden))[0] + ((ulong)chunk * Golden));
        for (var at = 0; at < destination.Length; at += block.Length)
        {
            var word = new Vector<ulong>(unchecked(state + ((ulong)(at / 2) * Golden))) + lanes;
            Normals(Mix(word), block);
            block[..Math.Min(block.Length, destination.Length - at)].CopyTo(destination[at..]);
        }
    }

    // One lane further is one word further.
    private static Vector<ulong> Lanes()
    {
        Span<ulong> steps = stackalloc ulong[Vector<ulong>.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = unchecked((ulong)(i + 1) * Golden);
        }

        return new Vector<ulong>(steps);
    }

    private static void Normals(Vector<ulong> words, Span<float> block)
    {
        var uniform = (Vector.ConvertToDouble(Vector.AsVectorInt64(words >>> 32)) + new Vector<double>(0.5)) * (1.0 / (1L << 32));
        var radius = Vector.SquareRoot(VectorMath.Log(uniform) * -2.0);
        var (sine, cosine) = VectorMath.SinCosOfTurn(Vector.AsVectorInt64(words & new Vector<ulong>(uint.MaxValue)));
        (cosine, sine) = (cosine * radius, sine * radius);
        for (var i = 0; i < Vector<double>.Count; i++)
        {
            (block[2 * i], block[(2 * i) + 1]) = ((float)cosine[i], (float)sine[i]);
        }
    }

    private static Vector<ulong> Mix(Vector<ulong> value)
    {
        value = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >>> 27)) * 0x94D049BB133111EB;
        return value ^ (value >>> 31);
    }
}
