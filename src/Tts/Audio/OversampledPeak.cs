using System.Numerics;
using System.Runtime.InteropServices;

namespace IShowTts.Tts.Audio;

/// <summary>How high a signal gets between its samples: the largest of each sample and three points up to the next, from a 4 × 16 tap interpolator.</summary>
internal static class OversampledPeak
{
    /// <summary>Input samples that make one result.</summary>
    public const int Taps = 16;

    /// <summary>The sample of the window that a result belongs to; it covers from there to the next one.</summary>
    public const int Centre = (Taps / 2) - 1;

    private const int Phases = 4;
    private static readonly float[] Coefficients = Design();

    /// <summary>Computes peaks.</summary>
    /// <param name="window">Samples, <c>peaks.Length + Taps − 1</c> of them.</param>
    /// <param name="peaks">Result i belongs to sample <c>i + Centre</c> of the window; never negative.</param>
    public static void Compute(ReadOnlySpan<float> window, Span<float> peaks)
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= peaks.Length - width; i += width)
        {
            var peak = Vector.Abs(Load(window, i + Centre));
            var sum1 = Vector<float>.Zero;
            var sum2 = Vector<float>.Zero;
            var sum3 = Vector<float>.Zero;
            for (var k = 0; k < Taps; k++)
            {
                var samples = Load(window, i + k);
                sum1 += samples * Coefficients[k];
                sum2 += samples * Coefficients[Taps + k];
                sum3 += samples * Coefficients[(2 * Taps) + k];
            }

            peak = Vector.Max(Vector.Max(peak, Vector.Abs(sum1)), Vector.Max(Vector.Abs(sum2), Vector.Abs(sum3)));
            peak.CopyTo(peaks[i..]);
        }

        ComputeReference(window[i..], peaks[i..]);
    }

    /// <summary>The plain form of <see cref="Compute"/>, which it is tested against.</summary>
    public static void ComputeReference(ReadOnlySpan<float> window, Span<float> peaks)
    {
        for (var i = 0; i < peaks.Length; i++)
        {
            var peak = Math.Abs(window[i + Centre]);
            for (var phase = 0; phase < Phases - 1; phase++)
            {
                var sum = 0f;
                for (var k = 0; k < Taps; k++)
                {
                    sum += window[i + k] * Coefficients[(phase * Taps) + k];
                }

                peak = Math.Max(peak, Math.Abs(sum));
            }

            peaks[i] = peak;
        }
    }

    private static Vector<float> Load(ReadOnlySpan<float> samples, int at) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(samples), (nuint)at);

    private static float[] Design()
    {
        var coefficients = new float[(Phases - 1) * Taps];
        for (var phase = 1; phase < Phases; phase++)
        {
            var sum = 0.0;
            var row = new double[Taps];
            for (var k = 0; k < Taps; k++)
            {
                var distance = k - Centre - ((double)phase / Phases);
                row[k] = KaiserWindow.Sinc(distance) * KaiserWindow.At(distance / (Taps / 2), beta: 5);
                sum += row[k];
            }

            for (var k = 0; k < Taps; k++)
            {
                coefficients[((phase - 1) * Taps) + k] = (float)(row[k] / sum);
            }
        }

        return coefficients;
    }
}
