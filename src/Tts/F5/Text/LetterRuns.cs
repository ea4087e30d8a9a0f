namespace IShowTts.Tts.F5.Text;

/// <summary>Cuts a block without Chinese characters of the basic plane the way jieba-rs does. It needs no dictionary: of its words only five are pure ASCII.</summary>
internal static class LetterRuns
{
    private static readonly string[] s_words = ["AT&T", "C++", "c++", "C#", "c#"];

    /// <summary>Cuts a whole block; the pieces cover it without gaps.</summary>
    /// <param name="block">Characters of <see cref="CharacterClass.IsBlockAscii"/> and supplementary Chinese ones.</param>
    /// <param name="ends">Gets the end of each piece, counted from the block's start.</param>
    public static void CutBlock(ReadOnlySpan<char> block, List<int> ends)
    {
        var pending = 0;
        for (var at = 0; at < block.Length;)
        {
            var length = WordLength(block[at..]);
            if (length == 0)
            {
                at++;
                continue;
            }

            CutRun(block[pending..at], pending, ends);
            at += length;
            ends.Add(at);
            pending = at;
        }

        CutRun(block[pending..], pending, ends);
    }

    /// <summary>Cuts characters that are no dictionary word: by <c>[a-zA-Z0-9]+(?:.\d+)?%?</c>, where the dot is any character, and what lies between.</summary>
    /// <param name="run">May be empty.</param>
    /// <param name="offset">Added to each end.</param>
    /// <param name="ends">Gets the end of each piece.</param>
    public static void CutRun(ReadOnlySpan<char> run, int offset, List<int> ends)
    {
        for (var at = 0; at < run.Length;)
        {
            var start = at;
            while (at < run.Length && !char.IsAsciiLetterOrDigit(run[at]))
                at++;
            if (at > start)
                ends.Add(offset + at);
            if (at < run.Length)
                ends.Add(offset + (at = MatchEnd(run, at)));
        }
    }

    private static int MatchEnd(ReadOnlySpan<char> run, int at)
    {
        while (at < run.Length && char.IsAsciiLetterOrDigit(run[at]))
            at++;
        if (at < run.Length)
        {
            var joint = at + (char.IsHighSurrogate(run[at]) && at + 1 < run.Length ? 2 : 1);
            var digits = joint;
            while (digits < run.Length && char.IsAsciiDigit(run[digits]))
                digits++;
            at = digits > joint ? digits : at;
        }

        return at < run.Length && run[at] == '%' ? at + 1 : at;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('A' or 'C' or 'c'))
            return 0;
        foreach (var word in s_words)
        {
            if (text.StartsWith(word))
                return word.Length;
        }

        return 0;
    }
}
