using System.Numerics.Tensors;

namespace IShowTts.Tts.F5.Text;

/// <summary>Looks at a synthesized text before it is played: broken numbers, clipping, silence, and a length that nobody would speak it in.</summary>
/// <remarks>It cannot hear whether the words are right, and noise of a usual level passes. It catches what a broken model, a wrong precision or an unlucky seed gives.</remarks>
internal static class SpeechResultCheck
{
    // Usual speech peaks below full scale; a fp16 overflow is far beyond.
    private const double ClippedShare = 0.02;
    private const float FullScale = 0.999f;
    private const float AbsurdPeak = 8f;

    // -50 dBFS in the loudest 10 ms: nothing to hear.
    private const double SilentRms = 0.00316;

    // The length that was asked for may be longer than anybody needs by this (short lines have a floor and room).
    private const double ExtraSeconds = 1.5;

    // Speech may lose that share of the fastest time before it counts as swallowed.
    private const double SwallowedShare = 0.5;

    /// <summary>Judges a result. Linear time, no allocation unless something is wrong.</summary>
    /// <param name="samples">Mono, full scale 1.</param>
    /// <param name="text">What should be heard.</param>
    /// <param name="sampleRate">In Hz.</param>
    public static SpeechVerdict Check(ReadOnlySpan<float> samples, string text, int sampleRate = ClipPace.SampleRate)
    {
        if (samples.IsEmpty)
            return new("result-silent", "The engine gave no audio.");
        if (!float.IsFinite(TensorPrimitives.SumOfSquares(samples)))
            return new("result-not-finite", "The audio has values that are no numbers; half precision may be too small for this model.");
        var peak = Math.Abs(TensorPrimitives.MaxMagnitude(samples));
        var clipped = peak >= FullScale ? Clipped(samples) : 0;
        if (peak > AbsurdPeak || clipped > ClippedShare)
            return new("result-clipped", FormattableString.Invariant($"The audio is clipped ({clipped:P1} of it at full scale, peak {peak:0.0})."));
        var activity = SpeechActivity.Of(samples, sampleRate);
        return activity.LoudestRms < SilentRms
            ? new("result-silent", FormattableString.Invariant($"The audio is silent (loudest 10 ms at {20 * Math.Log10(Math.Max(activity.LoudestRms, 1e-9)):0} dBFS)."))
            : CheckLength(activity.ActiveSeconds, samples.Length / (double)sampleRate, SpeechPace.Of(text));
    }

    private static SpeechVerdict CheckLength(double spoken, double seconds, SpeechPace pace)
    {
        if (spoken < pace.ShortestSeconds * SwallowedShare)
            return new("result-too-short", FormattableString.Invariant(
                $"{pace.Characters} spoken characters in {spoken:0.0} s of speech: words are missing (people need {pace.ShortestSeconds:0.0} s or more)."));
        return seconds > pace.LongestSeconds + ExtraSeconds
            ? new("result-too-long", FormattableString.Invariant(
                $"{pace.Characters} spoken characters in {seconds:0.0} s (people need {pace.LongestSeconds:0.0} s at most): the clip's transcript is probably too short."))
            : default;
    }

    private static double Clipped(ReadOnlySpan<float> samples)
    {
        var count = 0;
        foreach (var sample in samples)
            count += Math.Abs(sample) >= FullScale ? 1 : 0;
        return count / (double)samples.Length;
    }
}
