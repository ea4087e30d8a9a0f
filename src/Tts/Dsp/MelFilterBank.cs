using System.Numerics;

namespace IShowTts.Tts.Dsp;

/// <summary>Triangular mel filters on the HTK scale without area norm, computed in fp32 in the order torchaudio computes them.</summary>
/// <remarks>
/// Within 4e-6 of torchaudio's, whose power function is not correctly rounded; most weights have the same bits. Stored sparse: a bin belongs to two
/// filters at most. Read-only once made, so thread safe.
/// </remarks>
internal sealed class MelFilterBank
{
    private readonly int[] firstBins;
    private readonly double[][] weights;

    /// <summary>Makes the filters.</summary>
    /// <param name="bins">Bins of the spectrum, from 0 Hz to half the sample rate.</param>
    /// <param name="filters">Number of filters.</param>
    /// <param name="sampleRate">Hz; the filters reach from 0 to half of it.</param>
    public MelFilterBank(int bins, int filters, int sampleRate)
    {
        Bins = bins;
        Filters = filters;
        firstBins = new int[filters];
        weights = new double[filters][];
        var frequencies = LinearSpace.Create(0, sampleRate / 2, bins);
        var highestMel = 2595 * Math.Log10(1 + (sampleRate / 2 / 700.0));
        var corners = LinearSpace.Create(0, (float)highestMel, filters + 2);
        for (var i = 0; i < corners.Length; i++)
        {
            corners[i] = 700f * ((float)Math.Pow(10, corners[i] / 2595f) - 1f);
        }

        for (var filter = 0; filter < filters; filter++)
        {
            var triangle = Triangle(frequencies, corners.AsSpan(filter, 3));
            var first = triangle.AsSpan().IndexOfAnyExcept(0f);
            firstBins[filter] = Math.Max(0, first);
            weights[filter] = first < 0 ? [] : Array.ConvertAll(triangle[first..(triangle.AsSpan().LastIndexOfAnyExcept(0f) + 1)], weight => (double)weight);
        }
    }

    /// <summary>Bins of a spectrum.</summary>
    public int Bins { get; }

    /// <summary>Number of filters.</summary>
    public int Filters { get; }

    /// <summary>All weights, <c>[bin, filter]</c>.</summary>
    public float[] ToMatrix()
    {
        var matrix = new float[Bins * Filters];
        for (var filter = 0; filter < Filters; filter++)
        {
            for (var i = 0; i < weights[filter].Length; i++)
            {
                matrix[((firstBins[filter] + i) * Filters) + filter] = (float)weights[filter][i];
            }
        }

        return matrix;
    }

    /// <summary>Applies the filters to as many spectra as a vector has lanes.</summary>
    /// <param name="magnitudes"><c>[bin]</c>, one spectrum per lane.</param>
    /// <param name="mels"><c>[filter]</c>, one spectrum per lane.</param>
    public void Apply(ReadOnlySpan<Vector<double>> magnitudes, Span<Vector<double>> mels)
    {
        for (var filter = 0; filter < weights.Length; filter++)
        {
            var sum = Vector<double>.Zero;
            var under = magnitudes.Slice(firstBins[filter], weights[filter].Length);
            for (var i = 0; i < under.Length; i++)
            {
                sum += under[i] * weights[filter][i];
            }

            mels[filter] = sum;
        }
    }

    private static float[] Triangle(ReadOnlySpan<float> frequencies, ReadOnlySpan<float> corners)
    {
        var triangle = new float[frequencies.Length];
        for (var bin = 0; bin < triangle.Length; bin++)
        {
            var rising = -1f * (corners[0] - frequencies[bin]) / (corners[1] - corners[0]);
            var falling = (corners[2] - frequencies[bin]) / (corners[2] - corners[1]);
            triangle[bin] = Math.Max(0f, Math.Min(rising, falling));
        }

        return triangle;
    }
}
