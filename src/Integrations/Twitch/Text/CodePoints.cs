using System.Globalization;

namespace IShowTts.Integrations.Twitch.Text;

/// <summary>A text seen as Unicode code points, which is how Twitch counts, over the UTF-16 units of a string.</summary>
internal readonly ref struct CodePoints
{
    /// <summary>Ranges that Twitch sent wrong are looked for up to this many code points away.</summary>
    private const int MaxShift = 5;

    /// <summary>No emote is longer; keeps the work linear whatever a tag says.</summary>
    private const int MaxWord = 128;

    private readonly string _text;
    private readonly int[]? _starts;

    /// <summary>Looks at a text.</summary>
    /// <param name="text">The text; lone surrogates count as one code point each.</param>
    public CodePoints(string text)
    {
        _text = text;
        _starts = null;
        Count = text.Length;
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0) return;

        _starts = new int[text.Length + 1];
        Count = 0;
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1) _starts[Count++] = i;
        _starts[Count] = text.Length;
    }

    /// <summary>How many code points.</summary>
    public int Count { get; }

    /// <summary>First UTF-16 unit of a code point; the text's length for <see cref="Count"/>.</summary>
    /// <param name="index">0 to <see cref="Count"/>.</param>
    public int Unit(int index) => _starts is null ? index : _starts[index];

    /// <summary>
    /// Makes a span of an inclusive range of code points. A range that cuts a word or lies outside is moved by up to five to the word that it
    /// overlaps (Twitch sends such ranges for messages with flagged words); false when there is none.
    /// </summary>
    /// <param name="first">First code point.</param>
    /// <param name="last">Last code point.</param>
    /// <param name="isOneWord">Whether white space inside shows that the range is wrong: true for emotes, false for captions.</param>
    /// <param name="start">First UTF-16 unit.</param>
    /// <param name="length">UTF-16 units.</param>
    public bool TryLocate(int first, int last, bool isOneWord, out int start, out int length)
    {
        (start, length) = (0, 0);
        if (first < 0 || last < first || first >= Count + MaxShift || last - first >= Count) return false;
        if (isOneWord && last - first >= MaxWord) return false;

        var reach = Math.Min(MaxShift, last - first);
        for (var distance = 0; distance <= reach; distance++)
        {
            int shift;
            if (Fits(first - distance, last - distance, isOneWord)) shift = -distance;
            else if (Fits(first + distance, last + distance, isOneWord)) shift = distance;
            else continue;

            start = Unit(first + shift);
            length = Unit(last + shift + 1) - start;
            return true;
        }

        return false;
    }

    private bool Fits(int first, int last, bool isOneWord)
    {
        if (first < 0 || last >= Count) return false;
        if (IsWhiteSpace(first) || IsWhiteSpace(last)) return false;
        if ((first > 0 && IsWordPart(first - 1)) || (last + 1 < Count && IsWordPart(last + 1)) || IsMark(first)) return false;
        return !isOneWord || !HasWhiteSpace(first, last);
    }

    private bool HasWhiteSpace(int first, int last)
    {
        foreach (var letter in _text.AsSpan(Unit(first), Unit(last + 1) - Unit(first)))
            if (char.IsWhiteSpace(letter)) return true;
        return false;
    }

    private bool IsWhiteSpace(int index) => char.IsWhiteSpace(_text[Unit(index)]);

    private bool IsWordPart(int index) => CharUnicodeInfo.GetUnicodeCategory(_text, Unit(index)) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber => true,
        _ => IsMark(index),
    };

    private bool IsMark(int index) => CharUnicodeInfo.GetUnicodeCategory(_text, Unit(index))
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
