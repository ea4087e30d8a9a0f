using System.Diagnostics.Metrics;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.F5;

/// <summary>
/// Arithmetic that the definition of an F5-TTS model asks for (f5-tts.md, section 11), whatever the graphs do to save some of it; a multiplication with its
/// addition counts as two. AdaLN and what is computed once per utterance are left out: together below 1 %.
/// </summary>
internal static class FlowWork
{
    private const int ConvKernel = 31;
    private const int VocosKernel = 7;

    private static readonly Meter s_meter = new(SpeechMetrics.MeterName);

    /// <summary>Arithmetic done so far by all models of the process.</summary>
    public static Counter<double> Counter { get; } = s_meter.CreateCounter<double>("ishowtts.f5.work", "Gflop", "Arithmetic of the F5-TTS models that were run, as their definition counts it.");

    /// <summary>Work of one evaluation: <c>F(N, R) = R · (378.89·10⁶·N + 90112·N²)</c> for the sizes of F5-TTS Base.</summary>
    /// <param name="model">Sizes.</param>
    /// <param name="frames">Mel frames N, prompt included.</param>
    /// <param name="rows">R: 2 with guidance, else 1.</param>
    /// <returns>10⁹ operations.</returns>
    public static double Step(F5Architecture model, int frames, int rows)
    {
        double dim = model.Dim, inner = model.Heads * model.HeadDim;
        var blocks = 2 * model.Depth * ((4 * dim * inner) + (2 * dim * model.FeedForwardDim));
        var position = 2 * 2 * ConvKernel * (dim / F5Architecture.ConvGroups) * dim;
        var projections = (2 * ((2 * F5Architecture.MelBins) + model.TextDim) * dim) + (2 * F5Architecture.MelBins * dim);
        var attention = 4.0 * frames * inner * model.Depth;
        return rows * frames * (blocks + position + projections + attention) / 1e9;
    }

    /// <summary>Work of the vocoder: 27 Mflop per frame for the published Vocos.</summary>
    /// <param name="model">Sizes.</param>
    /// <param name="frames">Mel frames.</param>
    /// <returns>10⁹ operations.</returns>
    public static double Vocode(VocosArchitecture model, int frames)
    {
        double dim = model.Dim;
        var embed = 2 * VocosKernel * F5Architecture.MelBins * dim;
        var blocks = model.Layers * ((2 * VocosKernel * dim) + (2 * 2 * dim * model.IntermediateDim));
        var head = 2 * dim * (VocosArchitecture.FftSize + 2);
        return frames * (embed + blocks + head) / 1e9;
    }
}
