namespace IShowTts.Tts.Espeak;

/// <summary>One voice or variant as the library lists it.</summary>
/// <param name="Identifier">File below the data folder: <c>gmw/en-US</c>, <c>!v/f3</c>.</param>
/// <param name="DisplayName">Its own name: <c>English_(America)</c>.</param>
/// <param name="Languages">Tags with their priority, the lower the better; the first is its own.</param>
internal sealed record EspeakVoiceInfo(string Identifier, string DisplayName, IReadOnlyList<(string Tag, int Priority)> Languages)
{
    /// <summary>Its own language tag, lower case as the library writes it; empty when it has none.</summary>
    public string Language => Languages.Count == 0 ? "" : Languages[0].Tag;

    /// <summary>Last part of <see cref="Identifier"/>: <c>en-US</c>, <c>f3</c>.</summary>
    public string FileName => Identifier[(Identifier.LastIndexOfAny(['/', '\\']) + 1)..];
}
