namespace IShowTts.Tts.Voices;

/// <summary>Engine, model and style under one name.</summary>
/// <param name="Name">The name people type, unique over all engines, compared without case.</param>
/// <param name="Engine">Engine that speaks it, for example <c>espeak</c>.</param>
/// <param name="EngineVoice">What the engine calls it, for example <c>en-us+f3</c>.</param>
/// <param name="Language">BCP 47 tag, for example <c>en-US</c>; empty when unknown.</param>
public sealed record Voice(string Name, string Engine, string EngineVoice, string Language)
{
    /// <summary>Speaking rate as a factor of the engine's own, 0.5 to 2.0. Default 1.</summary>
    public double Speed { get; init; } = 1.0;

    /// <summary>Pitch as a factor of the engine's own, 0.5 to 2.0, where the engine has one. Default 1.</summary>
    public double Pitch { get; init; } = 1.0;

    /// <summary>One line for people; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Voices that speak when this one cannot, in order: names, or <c>engine:voice</c>. An eSpeak voice of the same language follows them. Default none.</summary>
    public IReadOnlyList<string> Fallback { get; init; } = [];

    /// <summary>Whether it was uploaded, and so can be removed again. Default false.</summary>
    public bool IsUploaded { get; init; }

    /// <summary>What a cloned voice is made from; null for others.</summary>
    public VoiceReference? Reference { get; init; }
}
