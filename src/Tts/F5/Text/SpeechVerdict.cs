namespace IShowTts.Tts.F5.Text;

/// <summary>Whether a synthesized text can be played.</summary>
/// <param name="Code">Null when it can; else stable: <c>result-not-finite</c>, <c>result-clipped</c>, <c>result-silent</c>, <c>result-too-short</c> or <c>result-too-long</c>.</param>
/// <param name="Message">What was measured, for people; empty when all is well.</param>
internal readonly record struct SpeechVerdict(string? Code, string Message)
{
    /// <summary>It can be played.</summary>
    public bool IsGood => Code is null;
}
