namespace IShowTts.Tts.Voices;

/// <summary>What a cloned voice is made from.</summary>
/// <param name="Clip">Full path of the recording, a WAV file.</param>
/// <param name="Transcript">What is said in it, word for word.</param>
/// <param name="Consent">Who gave the voice, and how they agreed to its use.</param>
public sealed record VoiceReference(string Clip, string Transcript, string Consent)
{
    /// <summary>Terms of the recording, one line; may be empty.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Model folder, as it is written in the voices file; empty for the engine's own.</summary>
    public string Model { get; init; } = "";

    /// <summary>Seed of the voice, 0 or more; null for the engine's own.</summary>
    public int? Seed { get; init; }

    /// <summary>When it was uploaded; null for one that somebody wrote into the voices file.</summary>
    public DateTimeOffset? UploadedAt { get; init; }

    /// <summary>Who uploaded it; empty for one that somebody wrote into the voices file.</summary>
    public string UploadedBy { get; init; } = "";
}
