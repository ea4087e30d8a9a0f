using System.Diagnostics.Metrics;

namespace IShowTts.Tts.Synthesis;

/// <summary>The instruments of speech, meter <c>IShowTts.Tts</c>.</summary>
public sealed class SpeechMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "IShowTts.Tts";

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">Owns the meter.</param>
    public SpeechMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        FirstAudio = meter.CreateHistogram<double>("ishowtts.speech.first_audio", "ms", "Time from asking the synthesizer to its first chunk (TTFA).");
        RealTimeFactor = meter.CreateHistogram<double>("ishowtts.speech.rtf", "1", "Synthesis time ÷ audio time; below 1 keeps up.");
        Audio = meter.CreateCounter<double>("ishowtts.speech.audio", "s", "Audio that was synthesized.");
        Failures = meter.CreateCounter<long>("ishowtts.speech.failures", "{request}", "Requests that failed, by reason code.");
    }

    internal Histogram<double> FirstAudio { get; }

    internal Histogram<double> RealTimeFactor { get; }

    internal Counter<double> Audio { get; }

    internal Counter<long> Failures { get; }
}
