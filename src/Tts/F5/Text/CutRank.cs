namespace IShowTts.Tts.F5.Text;

/// <summary>How well a text may be cut at a place; the higher the better. Ordered.</summary>
internal enum CutRank : byte
{
    /// <summary>Inside a grapheme: never.</summary>
    None,

    /// <summary>Between graphemes of a word, number or address: only when it alone is longer than a chunk may be.</summary>
    Grapheme,

    /// <summary>Between characters of a script that is written without spaces: perhaps inside a word.</summary>
    Unbroken,

    /// <summary>There, but where a word is likely to begin: from Japanese endings to a Chinese character or katakana.</summary>
    WordStart,

    /// <summary>A space that belongs to its neighbours: after an abbreviation.</summary>
    Bound,

    /// <summary>Any other space.</summary>
    Space,

    /// <summary>The space before a conjunction.</summary>
    Conjunction,

    /// <summary>After a comma or a dash.</summary>
    Comma,

    /// <summary>After a semicolon or a colon.</summary>
    Semicolon,

    /// <summary>After a sentence or a line.</summary>
    Sentence,
}
