using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>One text to be spoken in one voice.</summary>
/// <param name="Text">Plain text, never markup: an engine must not interpret tags, escapes or phoneme brackets in it.</param>
/// <param name="Voice">A voice of the engine that is asked.</param>
public sealed record SynthesisRequest(string Text, Voice Voice)
{
    /// <summary>Rate on top of the voice's own, 0.5 to 2.0. Default 1.</summary>
    public double Speed { get; init; } = 1.0;

    /// <summary>Audio longer than this is cut off by the engine. Default 60 s.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An engine that gives no audio for so long has failed, and the next one speaks; null, the default, for no limit. Held by <see cref="FallbackSynthesizer"/>.</summary>
    public TimeSpan? FirstAudioLimit { get; init; }

    /// <summary>After its first audio an engine must be done within this time; null, the default, for no limit. Held by <see cref="FallbackSynthesizer"/>.</summary>
    public TimeSpan? SynthesisLimit { get; init; }

    /// <summary>Filled while the text is spoken: how far, by whom, who failed. Null, the default, when nobody wants to know.</summary>
    public SynthesisReport? Report { get; init; }

    /// <summary>
    /// The audio is only measured for its loudness and never heard: an engine for which speaking is dear may give any speech
    /// that is as loud as the voice, such as the clip it was cloned from. Default false.
    /// </summary>
    public bool IsCalibration { get; init; }

    /// <summary>
    /// Whether the text gives way to others in an engine's line: it, or its next part, is begun only when no text without this mark waits or is being spoken
    /// there. Waiting so long does not count as the engine's failure. Default false: first come, first served.
    /// </summary>
    public bool GivesWay { get; init; }

    /// <summary>Evaluations that a flow model spends (NFE), 1 to 64; null, the default, for the engine's own. Other engines have none.</summary>
    public int? NfeStep { get; init; }

    /// <summary>Seed of an engine that draws noise, 0 or more; null, the default, for the voice's or the engine's own.</summary>
    public int? Seed { get; init; }

    /// <summary>Length that the audio shall have in an engine that can choose it; null, the default, for the length that fits the text.</summary>
    public TimeSpan? FixDuration { get; init; }
}
