namespace IShowTts.Tts.F5.Text;

/// <summary>What is wrong with a clip's transcript.</summary>
/// <param name="Code">Stable: <c>transcript-empty</c>, <c>transcript-too-short</c> or <c>transcript-too-long</c>.</param>
/// <param name="Message">What was found, what it does to speech, and what to do; names no viewer's words and not the transcript.</param>
internal sealed record TranscriptFinding(string Code, string Message);
