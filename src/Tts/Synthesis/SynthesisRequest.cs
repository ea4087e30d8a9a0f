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
}
