using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Api.Voices;

/// <summary>One voice.</summary>
/// <param name="Name">What people type.</param>
/// <param name="Engine">Engine that speaks it.</param>
/// <param name="Language">BCP 47 tag; empty when unknown.</param>
/// <param name="Description">One line for people; may be empty.</param>
/// <param name="IsDefault">Whether it speaks for whoever chose none.</param>
/// <param name="IsCloned">Whether it is made from a recording, which can be listened to.</param>
/// <param name="IsUploaded">Whether it can be removed again.</param>
/// <param name="Transcript">What is said in the recording; null for voices without one.</param>
/// <param name="Consent">Whose voice it is, and how they agreed; null for voices without a recording.</param>
/// <param name="UploadedAt">When it was uploaded; null otherwise.</param>
/// <param name="UploadedBy">Who uploaded it; null otherwise.</param>
/// <param name="Problems">Why it cannot speak as it should, each with the cure; empty when all is well.</param>
internal sealed record VoiceBody(
    string Name,
    string Engine,
    string Language,
    string Description,
    bool IsDefault,
    bool IsCloned,
    bool IsUploaded,
    string? Transcript,
    string? Consent,
    DateTimeOffset? UploadedAt,
    string? UploadedBy,
    IReadOnlyList<string> Problems)
{
    /// <summary>Shows a voice.</summary>
    /// <param name="voice">The voice.</param>
    /// <param name="isDefault">Whether it is the default one.</param>
    /// <param name="problems">What is wrong with it.</param>
    public static VoiceBody From(Voice voice, bool isDefault, IReadOnlyList<string> problems) => new(
        voice.Name,
        voice.Engine,
        voice.Language,
        voice.Description,
        isDefault,
        voice.Reference is not null,
        voice.IsUploaded,
        voice.Reference?.Transcript,
        voice.Reference?.Consent,
        voice.Reference?.UploadedAt,
        voice.Reference?.UploadedBy is { Length: > 0 } by ? by : null,
        problems);
}
