using System.Numerics;
using System.Runtime.InteropServices;

namespace IShowTts.Tts.Audio;

/// <summary>Changes the sample rate of a mono stream, chunk by chunk, without clicks between chunks and without delay of the sound itself.</summary>
/// <remarks>
/// Polyphase FIR, beyond 16 bit: 100 dB and more above its error at 997 Hz. The sum of all calls and <see cref="Flush"/> is exactly
/// ⌈input × output rate ÷ input rate⌉ samples. Allocates only when made. One stream at a time; not thread safe.
/// </remarks>
public sealed class Resampler
{
    private const int BlockSamples = 2048;

    private readonly ResamplerFilter filter;
    private readonly float[] window;
    private int available;
    private int first;
    private int phase;
    private long inputSamples;
    private long outputSamples;

    /// <summary>Makes a resampler between two rates.</summary>
    /// <param name="inputRate">Hz, 8,000 to 192,000.</param>
    /// <param name="outputRate">Hz, 8,000 to 192,000.</param>
    /// <exception cref="ArgumentException">The rates are out of range, or have no useful common divisor.</exception>
    public Resampler(int inputRate, int outputRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputRate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputRate, 192_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputRate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputRate, 192_000);
        filter = ResamplerFilter.For(inputRate, outputRate);
        window = new float[filter.Taps + BlockSamples];
        Reset();
    }

    /// <summary>Most samples one call gives for a number of input samples.</summary>
    /// <param name="inputSamples">Samples, zero or more.</param>
    public int MaxOutput(int inputSamples) => (int)((((long)inputSamples + filter.Taps) * filter.Up / filter.Down) + 2);

    /// <summary>Takes input and writes what can be computed from it.</summary>
    /// <param name="input">Mono samples.</param>
    /// <param name="output">Room for <see cref="MaxOutput"/> samples.</param>
    /// <returns>Samples written.</returns>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        inputSamples += input.Length;
        var written = 0;
        while (!input.IsEmpty)
        {
            var count = Math.Min(input.Length, window.Length - available);
            input[..count].CopyTo(window.AsSpan(available));
            available += count;
            input = input[count..];
            written += Drain(output[written..], long.MaxValue);
        }

        return written;
    }

    /// <summary>Ends the stream: writes what is still inside and makes the resampler new.</summary>
    /// <param name="output">Room for <see cref="MaxOutput"/> of zero samples.</param>
    /// <returns>Samples written.</returns>
    public int Flush(Span<float> output)
    {
        var total = ((inputSamples * filter.Up) + filter.Down - 1) / filter.Down;
        var zeros = filter.Before;
        var written = 0;
        while (zeros > 0)
        {
            var count = Math.Min(zeros, window.Length - available);
            window.AsSpan(available, count).Clear();
            available += count;
            zeros -= count;
            written += Drain(output[written..], total - outputSamples);
        }

        Reset();
        return written;
    }

    /// <summary>Forgets the stream so far.</summary>
    public void Reset()
    {
        available = filter.Before - 1;
        window.AsSpan(0, available).Clear();
        first = 0;
        phase = 0;
        inputSamples = 0;
        outputSamples = 0;
    }

    private int Drain(Span<float> output, long most)
    {
        var taps = filter.Taps;
        var written = 0;
        while (first + taps <= available && written < most)
        {
            output[written++] = Dot(filter.Phase(phase), window.AsSpan(first, taps));
            phase += filter.Down;
            first += phase / filter.Up;
            phase %= filter.Up;
        }

        outputSamples += written;
        var drop = Math.Min(first, available);
        window.AsSpan(drop, available - drop).CopyTo(window);
        available -= drop;
        first -= drop;
        return written;
    }

    /// <summary>Sum of products; both spans have the same length, a multiple of 8.</summary>
    internal static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length % Vector<float>.Count != 0)
        {
            return DotReference(a, b);
        }

        var left = MemoryMarshal.Cast<float, Vector<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b)[..left.Length];
        var sum = Vector<float>.Zero;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return Vector.Sum(sum);
    }

    /// <summary>The plain form of <see cref="Dot"/>, which it is tested against.</summary>
    internal static float DotReference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
