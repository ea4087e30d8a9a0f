namespace IShowTts.Tts.Voices;

/// <summary>One entry of the voices file as it was written.</summary>
internal sealed class VoiceFileEntry
{
    public string? Name { get; set; }

    public string? Engine { get; set; }

    public string? EngineVoice { get; set; }

    public string? Language { get; set; }

    public double? Speed { get; set; }

    public double? Pitch { get; set; }

    public string? Description { get; set; }

    public List<string?>? Fallback { get; set; }

    public string? Clip { get; set; }

    public string? Transcript { get; set; }

    public string? Consent { get; set; }

    public string? Licence { get; set; }

    public string? Model { get; set; }

    public int? Seed { get; set; }

    public DateTimeOffset? UploadedAt { get; set; }

    public string? UploadedBy { get; set; }
}
