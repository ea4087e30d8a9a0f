namespace IShowTts.Tts.F5.Text;

/// <summary>Takes the tokens of a text one by one.</summary>
internal interface ITokenSink
{
    /// <summary>Takes one token.</summary>
    /// <param name="token">A character or a pinyin syllable; valid during the call only.</param>
    void Add(ReadOnlySpan<char> token);
}
