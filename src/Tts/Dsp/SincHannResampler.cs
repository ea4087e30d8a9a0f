using System.Numerics;
using System.Numerics.Tensors;

namespace IShowTts.Tts.Dsp;

/// <summary>Changes the sample rate of a whole mono signal as <c>torchaudio.transforms.Resample</c> does: windowed sinc, Hann, width 6, roll-off 0.99.</summary>
/// <remarks>
/// For reference clips, where the model expects what it was trained on. What is played goes through <see cref="Audio.Resampler"/>, which is better and runs chunk by
/// chunk. Taps are computed in double and stored as fp32, only those that are not zero. Thread safe.
/// </remarks>
internal sealed class SincHannResampler
{
    private const int LowpassWidth = 6;
    private const double Rolloff = 0.99;

    private readonly int up;
    private readonly int down;
    private readonly int[] firstInputs;
    private readonly float[][] taps;

    /// <summary>Makes the filters.</summary>
    /// <param name="inputRate">Hz, 8,000 to 192,000.</param>
    /// <param name="outputRate">Hz, 8,000 to 192,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of range.</exception>
    public SincHannResampler(int inputRate, int outputRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputRate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputRate, 192_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputRate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputRate, 192_000);
        var divisor = (int)BigInteger.GreatestCommonDivisor(inputRate, outputRate);
        (down, up) = (inputRate / divisor, outputRate / divisor);
        firstInputs = new int[up];
        taps = new float[up][];
        for (var phase = 0; phase < up; phase++)
        {
            (firstInputs[phase], taps[phase]) = Filter(phase);
        }
    }

    /// <summary>Samples that a number of samples become, rounded up.</summary>
    /// <param name="samples">Input samples.</param>
    public int OutputSamples(int samples) => checked((int)((((long)samples * up) + down - 1) / down));

    /// <summary>Resamples a whole signal; beyond its ends lies silence.</summary>
    /// <param name="samples">Input.</param>
    /// <returns><see cref="OutputSamples"/> samples.</returns>
    public float[] Resample(ReadOnlySpan<float> samples)
    {
        var output = new float[OutputSamples(samples.Length)];
        for (var i = 0; i < output.Length; i++)
        {
            var filter = taps[i % up];
            var start = (i / up * down) + firstInputs[i % up];
            var (from, to) = (Math.Max(0, -start), Math.Min(filter.Length, samples.Length - start));
            output[i] = from < to ? TensorPrimitives.Dot(filter.AsSpan(from, to - from), samples.Slice(start + from, to - from)) : 0;
        }

        return output;
    }

    private (int First, float[] Taps) Filter(int phase)
    {
        var cutoff = Math.Min(up, down) * Rolloff;
        var width = (int)Math.Ceiling(LowpassWidth * down / cutoff);
        var middle = (double)phase / up * down;
        var (first, last) = (Math.Max(-width, (int)Math.Floor(middle) - width), Math.Min(width + down - 1, (int)Math.Ceiling(middle) + width));
        var filter = new float[last - first + 1];
        for (var i = 0; i < filter.Length; i++)
        {
            // The phase is fp32 in the reference; everything else is double.
            var time = Math.Clamp((-((float)phase / up) + ((double)(first + i) / down)) * cutoff, -LowpassWidth, LowpassWidth);
            var window = Math.Cos(Math.PI * time / (2 * LowpassWidth));
            var sinc = time == 0 ? 1 : Math.Sin(Math.PI * time) / (Math.PI * time);
            filter[i] = (float)(sinc * window * window * (cutoff / down));
        }

        return (first, filter);
    }
}
