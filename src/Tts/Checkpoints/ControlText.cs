namespace IShowTts.Tts.Checkpoints;

/// <summary>Makes names from a file fit to be shown: a hostile one must not steer a terminal.</summary>
internal static class ControlText
{
    private const int MaxLength = 120;

    /// <summary>The text with <c>?</c> for control characters, at most 120 characters.</summary>
    /// <param name="text">From a file.</param>
    public static string ReplaceControls(this string text) =>
        string.Concat(text.Take(MaxLength).Select(static character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character)) + (text.Length > MaxLength ? "…" : "");
}
