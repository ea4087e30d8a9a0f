namespace IShowTts.Tts.F5.Text;

/// <summary>Cuts Chinese text into words and reads them as pinyin. Thread safe.</summary>
internal interface IChineseText
{
    /// <summary>Cuts a block into words; the words cover it without gaps.</summary>
    /// <param name="block">Chinese characters with the letters, digits and signs between them (<see cref="CharacterClass.IsBlockAscii"/>).</param>
    /// <param name="ends">Gets the end of each word, counted from the block's start.</param>
    void Cut(ReadOnlySpan<char> block, List<int> ends);

    /// <summary>Reads one word: a syllable for each character, with its tone as a digit and tone sandhi done.</summary>
    /// <param name="word">Characters of the basic plane; those without a reading stand for themselves.</param>
    /// <param name="syllables">Gets one entry for each character.</param>
    void Read(ReadOnlySpan<char> word, List<string> syllables);
}
