namespace IShowTts.Tts.Voices;

/// <summary>A voice that somebody uploads, beside its clip.</summary>
/// <param name="Name">Name people type; unique, 1 to 64 letters, digits, <c>-</c> <c>_</c> <c>.</c> <c>+</c>.</param>
/// <param name="Language">BCP 47 tag; empty when unknown.</param>
/// <param name="Transcript">What is said in the clip, word for word.</param>
/// <param name="Consent">Whose voice it is and how they agreed, a sentence.</param>
/// <param name="By">Who uploads it; kept with the consent.</param>
public sealed record VoiceUpload(string Name, string Language, string Transcript, string Consent, string By);

/// <summary>Why a voice cannot be taken.</summary>
/// <param name="Field">What is wrong: <c>name</c>, <c>language</c>, <c>transcript</c>, <c>consent</c> or <c>clip</c>.</param>
/// <param name="Message">Why, and what to do.</param>
public sealed record VoiceUploadProblem(string Field, string Message);

/// <summary>What became of an upload.</summary>
/// <param name="Voice">The voice as it can speak from now on; null when it was not taken.</param>
/// <param name="Problems">Everything that is wrong with it; empty when it was taken.</param>
/// <param name="Notes">What its owner should know all the same.</param>
public sealed record VoiceUploadResult(Voice? Voice, IReadOnlyList<VoiceUploadProblem> Problems, IReadOnlyList<string> Notes);

/// <summary>What became of the wish to remove a voice.</summary>
public enum VoiceRemoval
{
    /// <summary>It is gone, with its clip.</summary>
    Removed,

    /// <summary>There is no voice of this name.</summary>
    Unknown,

    /// <summary>It was not uploaded but stands in the voices file, or is an engine's own.</summary>
    NotUploaded,

    /// <summary>It is the default voice, on which others fall back.</summary>
    IsDefault,
}
