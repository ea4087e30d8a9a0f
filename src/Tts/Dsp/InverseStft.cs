using System.Numerics;
using System.Runtime.InteropServices;

namespace IShowTts.Tts.Dsp;

/// <summary>Turns Vocos' log magnitudes and phases into samples: window 1024, hop 256, centred (<c>vocos: ISTFTHead, padding "center"</c>).</summary>
/// <remarks>
/// Magnitude is <c>min(exp(log magnitude), 100)</c>. Windows are overlap-added, divided by the sum of squared windows, and 512 samples are cut
/// from both ends. As many mel frames at once as a vector has lanes. Allocates only when made. Not thread safe.
/// </remarks>
internal sealed class InverseStft
{
    /// <summary>Values of a mel frame: 513 log magnitudes, then 513 phases in radians.</summary>
    public const int Values = 2 * Bins;

    private const int Window = MelSpectrogram.Window;
    private const int Hop = MelSpectrogram.Hop;
    private const int Overlap = Window / Hop;
    private const int Bins = (Window / 2) + 1;
    private const float LoudestMagnitude = 100;

    private readonly RealFft<float> fft = new(Window);
    private readonly float[] window = HannWindow.Periodic(Window);
    private readonly float[] wholeSum = new float[Hop];
    private readonly float[] edgeSum = new float[Hop];
    private readonly Vector<float>[] heads = new Vector<float>[Values];
    private readonly Vector<float>[] windows = new Vector<float>[Window];

    /// <summary>Makes the tables.</summary>
    public InverseStft() => SumSquares(wholeSum, 0, Overlap);

    /// <summary>Samples of a number of mel frames, <c>(frames − 1) · 256</c>.</summary>
    /// <param name="frames">2 or more.</param>
    public static int SamplesOf(int frames) => (frames - 1) * Hop;

    /// <summary>Synthesizes a whole signal.</summary>
    /// <param name="head"><c>[frame, 1026]</c>, row-major, 2 mel frames or more.</param>
    /// <param name="samples">Receives <see cref="SamplesOf"/> samples, 24 kHz mono.</param>
    /// <exception cref="ArgumentException">Not whole mel frames, fewer than two, or too little room.</exception>
    public void Synthesize(ReadOnlySpan<float> head, Span<float> samples)
    {
        var frames = head.Length / Values;
        if (frames < 2 || head.Length % Values != 0)
        {
            throw new ArgumentException($"At least two mel frames of {Values} values are needed; there are {head.Length} values.", nameof(head));
        }

        if (samples.Length < SamplesOf(frames))
        {
            throw new ArgumentException($"{frames} mel frames give {SamplesOf(frames)} samples; there is room for {samples.Length}.", nameof(samples));
        }

        samples = samples[..SamplesOf(frames)];
        samples.Clear();
        for (var first = 0; first < frames; first += RealFft<float>.Lanes)
        {
            var count = Math.Min(RealFft<float>.Lanes, frames - first);
            Gather(head.Slice(first * Values, count * Values), count);
            SynthesizeLanes();
            Add(samples, first, count);
        }

        Normalize(samples);
    }

    private void Gather(ReadOnlySpan<float> head, int count)
    {
        var lanes = RealFft<float>.Lanes;
        var target = MemoryMarshal.Cast<Vector<float>, float>(heads.AsSpan());
        for (var lane = 0; lane < count; lane++)
        {
            var row = head.Slice(lane * Values, Values);
            for (var i = 0; i < row.Length; i++)
            {
                target[(i * lanes) + lane] = row[i];
            }
        }
    }

    private void SynthesizeLanes()
    {
        var re = heads.AsSpan(0, Bins);
        var im = heads.AsSpan(Bins);
        for (var bin = 0; bin < Bins; bin++)
        {
            var magnitude = Vector.Min(Vector.Exp(re[bin]), new Vector<float>(LoudestMagnitude));
            var (sine, cosine) = Vector.SinCos(im[bin]);
            (re[bin], im[bin]) = (magnitude * cosine, magnitude * sine);
        }

        fft.Inverse(re, im, windows);
        for (var n = 0; n < Window; n++)
        {
            windows[n] *= window[n];
        }
    }

    // Window of frame f lies on blocks f − 2 to f + 1 of 256 samples; blocks outside are the ends that are cut.
    private void Add(Span<float> samples, int first, int count)
    {
        var lanes = RealFft<float>.Lanes;
        var source = MemoryMarshal.Cast<Vector<float>, float>(windows);
        for (var lane = 0; lane < count; lane++)
        {
            var start = (first + lane - (Overlap / 2)) * Hop;
            var end = Math.Min(Window, samples.Length - start);
            for (var n = Math.Max(0, -start); n < end; n++)
            {
                samples[start + n] += source[(n * lanes) + lane];
            }
        }
    }

    // Block b holds quarter q of the window of frame b + 2 − q, where there is such a frame.
    private void Normalize(Span<float> samples)
    {
        var blocks = samples.Length / Hop;
        for (var block = 0; block < blocks; block++)
        {
            var (from, to) = (Math.Max(0, block + 2 - blocks), Math.Min(Overlap, block + 3));
            var sum = wholeSum;
            if (from > 0 || to < Overlap)
            {
                SumSquares(edgeSum, from, to);
                sum = edgeSum;
            }

            var values = samples.Slice(block * Hop, Hop);
            for (var i = 0; i < Hop; i++)
            {
                values[i] /= sum[i];
            }
        }
    }

    private void SumSquares(float[] sum, int fromQuarter, int toQuarter)
    {
        Array.Clear(sum);
        for (var quarter = fromQuarter; quarter < toQuarter; quarter++)
        {
            for (var i = 0; i < Hop; i++)
            {
                sum[i] += window[(quarter * Hop) + i] * window[(quarter * Hop) + i];
            }
        }
    }
}
