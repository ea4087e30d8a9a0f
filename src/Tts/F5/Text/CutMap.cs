using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace IShowTts.Tts.F5.Text;

/// <summary>Where a text may be cut and how long it is up to each place. Made in one pass over the text.</summary>
internal sealed class CutMap
{
    private const string Closers = "\"'”’»)]}」』）】》〉";
    private const string NoStart = "、。，．：；？！）」』】》〉”’…‥ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_conjunctions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "and", "but", "or", "so", "because", "that", "which", "who", "when", "while", "if", "then", "than", "with", "for", "to",
        "und", "aber", "oder", "weil", "dass", "et", "mais", "ou", "que", "y", "pero", "o", "e", "ma", "porque", "и", "но", "а", "или", "что")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_abbreviations = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "no", "nr", "fig", "approx", "z.b", "e.g", "i.e", "bzw", "ca")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly CutRank[] _ranks;
    private readonly int[] _bytes;

    private CutMap(int length)
    {
        _ranks = new CutRank[length + 1];
        _bytes = new int[length + 1];
    }

    /// <summary>How well the text may be cut before a character.</summary>
    /// <param name="at">0 to the text's length.</param>
    public CutRank this[int at] => _ranks[at];

    /// <summary>UTF-8 bytes between two places.</summary>
    /// <param name="from">Start.</param>
    /// <param name="to">End.</param>
    public int Bytes(int from, int to) => _bytes[to] - _bytes[from];

    /// <summary>Looks at a text. Linear time.</summary>
    /// <param name="text">Any text.</param>
    public static CutMap Of(string text)
    {
        var map = new CutMap(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var grapheme = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            for (var end = at + grapheme; at < end;)
            {
                var rune = Rune.DecodeFromUtf16(text.AsSpan(at), out var value, out var units) == OperationStatus.Done ? value : Rune.ReplacementChar;
                // Inside a surrogate pair the count of its start stands.
                map._bytes.AsSpan(at + 1, units).Fill(map._bytes[at]);
                map._bytes[at + units] = map._bytes[at] + rune.Utf8SequenceLength;
                at += units;
            }

            map._ranks[at] = Rank(text, at);
        }

        return map;
    }

    private static CutRank Rank(string text, int at)
    {
        if (at == text.Length)
            return CutRank.Sentence;
        var next = text[at];
        var last = text[at - 1];
        if (char.IsWhiteSpace(last))
            return CutRank.None;
        if (char.IsWhiteSpace(next))
            return RankOfSpace(text, at);
        if (NoStart.Contains(next, StringComparison.Ordinal) || Closers.Contains(next, StringComparison.Ordinal))
            return CutRank.Grapheme;
        return LastSign(text, at) switch
        {
            '。' or '！' or '？' or '｡' => CutRank.Sentence,
            '；' or '：' => CutRank.Semicolon,
            '，' or '、' => CutRank.Comma,
            _ when !IsUnbroken(last) || !IsUnbroken(next) => CutRank.Grapheme,
            _ => IsHiragana(last) && !IsHiragana(next) ? CutRank.WordStart : CutRank.Unbroken,
        };
    }

    private static CutRank RankOfSpace(string text, int at)
    {
        var word = at;
        while (word < text.Length && char.IsWhiteSpace(text[word]))
        {
            if (text[word++] is '\n' or '\r')
                return CutRank.Sentence;
        }

        if (word == text.Length)
            return CutRank.Sentence;
        if (char.IsDigit(text[at - 1]) && char.IsDigit(text[word]))
            return CutRank.Grapheme;
        var rank = LastSign(text, at) switch
        {
            '.' => IsAbbreviation(text, at) ? CutRank.Bound : CutRank.Sentence,
            '!' or '?' or '…' or '。' or '！' or '？' => CutRank.Sentence,
            ';' or ':' or '；' or '：' => CutRank.Semicolon,
            ',' or '，' or '、' or '—' or '–' or '-' => CutRank.Comma,
            _ => CutRank.Space,
        };
        return rank == CutRank.Space && s_conjunctions.Contains(WordAt(text, word)) ? CutRank.Conjunction : rank;
    }

    // The character before a place, closing quotes and brackets left out; a few of them at most, so that the pass stays linear.
    private static char LastSign(string text, int at)
    {
        var before = at - 1;
        for (var steps = 0; before > 0 && steps < 4 && Closers.Contains(text[before], StringComparison.Ordinal); steps++)
            before--;
        return text[before];
    }

    private static bool IsAbbreviation(string text, int at)
    {
        var start = at - 1;
        while (start > 0 && at - start <= 8 && !char.IsWhiteSpace(text[start - 1]))
            start--;
        var word = text.AsSpan(start, at - start).TrimEnd('.');
        return s_abbreviations.Contains(word) || word is [var initial] && char.IsUpper(initial);
    }

    private static ReadOnlySpan<char> WordAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 12 && char.IsLetter(text[end]))
            end++;
        return text.AsSpan(at, end - at);
    }

    private static bool IsHiragana(char c) => c is >= '\u3041' and <= '\u309F';

    // Chinese, kana, and the South-East Asian scripts that put no space between words.
    private static bool IsUnbroken(char c) => CharacterClass.IsBlockHan(c)
        || c is (>= '\u3041' and <= '\u30FF') or (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF');
}
