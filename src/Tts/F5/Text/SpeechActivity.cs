using System.Numerics.Tensors;

namespace IShowTts.Tts.F5.Text;

/// <summary>Where in a recording somebody speaks, by the energy of windows of 10 ms.</summary>
/// <param name="Start">First sample of the first window with speech; 0 when there is none.</param>
/// <param name="End">End of the last one; 0 when there is none.</param>
/// <param name="ActiveSeconds">Time with speech; pauses up to 150 ms count as speech, because words have such.</param>
/// <param name="LoudestRms">RMS of the loudest window.</param>
internal readonly record struct SpeechActivity(int Start, int End, double ActiveSeconds, double LoudestRms)
{
    private const int WindowsPerSecond = 100;
    private const int PauseWindows = 15;

    // Speech lies within 35 dB of the loudest window, and never below -60 dBFS.
    private const double RelativeFloor = 0.0178;
    private const double AbsoluteFloor = 0.001;

    /// <summary>Whether there is any speech.</summary>
    public bool Any => End > Start;

    /// <summary>Looks at a recording. One pass for the levels, one for the windows; samples that are no number count as silence.</summary>
    /// <param name="samples">Mono, full scale 1.</param>
    /// <param name="sampleRate">In Hz, 8000 or more.</param>
    public static SpeechActivity Of(ReadOnlySpan<float> samples, int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 8_000);
        var window = sampleRate / WindowsPerSecond;
        var loudest = 0.0;
        for (var at = 0; at < samples.Length; at += window)
            loudest = Math.Max(loudest, Rms(samples, at, window));
        var floor = Math.Max(AbsoluteFloor, loudest * RelativeFloor);
        if (loudest < floor)
            return new SpeechActivity(0, 0, 0, loudest);

        var (first, last, active) = (-1, 0, 0);
        for (var (at, index) = (0, 0); at < samples.Length; at += window, index++)
        {
            if (Rms(samples, at, window) < floor)
                continue;
            active += first >= 0 && index - last <= PauseWindows ? index - last : 1;
            first = first < 0 ? index : first;
            last = index;
        }

        return new SpeechActivity(first * window, Math.Min(samples.Length, (last + 1) * window), active / (double)WindowsPerSecond, loudest);
    }

    private static double Rms(ReadOnlySpan<float> samples, int at, int window)
    {
        var part = samples.Slice(at, Math.Min(window, samples.Length - at));
        var power = TensorPrimitives.SumOfSquares(part) / part.Length;
        return float.IsFinite(power) ? Math.Sqrt(power) : 0;
    }
}
