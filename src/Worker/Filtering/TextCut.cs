using System.Globalization;

namespace IShowTts.Worker.Filtering;

/// <summary>Shortens text without cutting what a reader sees as one character.</summary>
internal static class TextCut
{
    // Longest grapheme that is kept whole; a longer one is an attack (piled-up marks) and may be cut between code points.
    private const int MaxGrapheme = 64;

    /// <summary>The text, or as many whole words as fit; a first word that is too long by itself is cut between graphemes.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="max">Most UTF-16 units of the result, 1 or more.</param>
    public static string AtWord(string text, int max)
    {
        if (text.Length <= max)
            return text;

        var end = GraphemeEnd(text, max);
        if (!char.IsWhiteSpace(text[end]))
        {
            var space = text.AsSpan(0, end).LastIndexOfAny(' ', '\n', '\t');
            if (space > 0 && space >= max / 2)
                end = space;
        }

        return text[..end].TrimEnd();
    }

    /// <summary>Where the last grapheme that ends at or before a position ends; 0 when not even the first one fits.</summary>
    /// <param name="text">Longer than <paramref name="max"/>.</param>
    /// <param name="max">The position.</param>
    public static int GraphemeEnd(string text, int max)
    {
        var at = 0;
        var end = 0;
        while (at < max)
        {
            at += StringInfo.GetNextTextElementLength(text.AsSpan(at, Math.Min(text.Length - at, MaxGrapheme)));
            if (at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]))
                at--;
            if (at <= max)
                end = at;
        }

        return end;
    }
}
