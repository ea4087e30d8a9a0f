using System.Numerics;
using System.Runtime.InteropServices;

namespace IShowTts.Tts.Dsp;

/// <summary>The log-mel matrix that F5-TTS and Vocos speak: 24 kHz, window 1024, hop 256, 100 HTK filters on magnitudes, <c>log(max(m, 1e-5))</c>.</summary>
/// <remarks>
/// As <c>modules.py: get_vocos_mel_spectrogram</c>, centred with reflected edges. Mel frames are analysed as many at once as a vector has lanes.
/// In double: in fp32, rounding of a loud low bin would show in the logarithm of a quiet high one (2e-4). Allocates only when made. Not thread safe.
/// </remarks>
internal sealed class MelSpectrogram
{
    /// <summary>Hz.</summary>
    public const int SampleRate = 24_000;

    /// <summary>Samples of an analysis window.</summary>
    public const int Window = 1024;

    /// <summary>Samples between mel frames.</summary>
    public const int Hop = 256;

    /// <summary>Values of a mel frame.</summary>
    public const int Mels = 100;

    /// <summary>Fewest samples that have a mel: reflection needs more than half a window.</summary>
    public const int FewestSamples = (Window / 2) + 1;

    private const int Bins = (Window / 2) + 1;
    private const double Quietest = 1e-5f;

    private readonly RealFft<double> fft = new(Window);
    private readonly MelFilterBank filters = new(Bins, Mels, SampleRate);
    private readonly float[] window = HannWindow.Periodic(Window);
    private readonly float[] edge = new float[Window];
    private readonly Vector<double>[] windows = new Vector<double>[Window];
    private readonly Vector<double>[] real = new Vector<double>[Bins];
    private readonly Vector<double>[] imaginary = new Vector<double>[Bins];
    private readonly Vector<double>[] mels = new Vector<double>[Mels];

    /// <summary>Mel frames of a number of samples, <c>1 + samples / 256</c>.</summary>
    /// <param name="samples">Samples.</param>
    public static int FramesOf(int samples) => 1 + (samples / Hop);

    /// <summary>Analyses a whole signal.</summary>
    /// <param name="samples">24 kHz mono, 513 samples or more.</param>
    /// <param name="mel">Receives <c>[frame, 100]</c>, row-major; room for <see cref="FramesOf"/> mel frames.</param>
    /// <exception cref="ArgumentException">Too few samples, or too little room.</exception>
    public void Analyze(ReadOnlySpan<float> samples, Span<float> mel)
    {
        if (samples.Length < FewestSamples)
        {
            throw new ArgumentException($"A mel needs at least {FewestSamples} samples; there are {samples.Length}.", nameof(samples));
        }

        var frames = FramesOf(samples.Length);
        if (mel.Length < frames * Mels)
        {
            throw new ArgumentException($"{frames} mel frames need {frames * Mels} values; there is room for {mel.Length}.", nameof(mel));
        }

        var lanes = RealFft<double>.Lanes;
        for (var first = 0; first < frames; first += lanes)
        {
            var count = Math.Min(lanes, frames - first);
            Gather(samples, first, count);
            AnalyzeLanes();
            var values = MemoryMarshal.Cast<Vector<double>, double>(mels);
            for (var lane = 0; lane < count; lane++)
            {
                var row = mel.Slice((first + lane) * Mels, Mels);
                for (var i = 0; i < Mels; i++)
                {
                    row[i] = (float)values[(i * lanes) + lane];
                }
            }
        }
    }

    private void AnalyzeLanes()
    {
        fft.Forward(windows, real, imaginary);
        for (var bin = 0; bin < real.Length; bin++)
        {
            real[bin] = Vector.SquareRoot((real[bin] * real[bin]) + (imaginary[bin] * imaginary[bin]));
        }

        filters.Apply(real, mels);
        for (var i = 0; i < Mels; i++)
        {
            mels[i] = Vector.Log(Vector.Max(mels[i], new Vector<double>(Quietest)));
        }
    }

    // Windows of the mel frames, one per lane; lanes past the last keep what they had.
    private void Gather(ReadOnlySpan<float> samples, int first, int count)
    {
        var lanes = RealFft<double>.Lanes;
        var target = MemoryMarshal.Cast<Vector<double>, double>(windows.AsSpan());
        for (var lane = 0; lane < count; lane++)
        {
            var start = ((first + lane) * Hop) - (Window / 2);
            var inside = start >= 0 && start + Window <= samples.Length;
            var source = inside ? samples.Slice(start, Window) : Reflected(samples, start);
            for (var n = 0; n < Window; n++)
            {
                target[(n * lanes) + lane] = source[n] * window[n];
            }
        }
    }

    private float[] Reflected(ReadOnlySpan<float> samples, int start)
    {
        for (var n = 0; n < Window; n++)
        {
            var at = Math.Abs(start + n);
            edge[n] = samples[at < samples.Length ? at : (2 * (samples.Length - 1)) - at];
        }

        return edge;
    }
}
