using System.Buffers;
using System.Globalization;
using System.Text;

namespace IShowTts.Worker.Filtering;

/// <summary>
/// Takes out what cannot be heard or is there to deceive: control characters, zero-width and bidi controls, tag characters, lone surrogates,
/// private-use characters, and all combining marks of a letter that has more than <see cref="MaxMarks"/> (zalgo). White-space runs become one space.
/// </summary>
internal sealed class CharacterFilter : IUtteranceFilter
{
    /// <summary>Most combining marks on one letter.</summary>
    public const int MaxMarks = 2;

    // Text in which nothing has to change: printable ASCII; single spaces are checked apart.
    private static readonly SearchValues<char> s_plain = SearchValues.Create(string.Concat(Enumerable.Range(0x20, 0x5F).Select(c => (char)c)));

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        draft.Text = Clean(draft.Text);
        return FilterVerdict.Accept;
    }

    /// <summary>Cleans; cleaning twice changes nothing more.</summary>
    /// <param name="text">Any text, also malformed UTF-16.</param>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(s_plain) && !text.Contains("  ", StringComparison.Ordinal) && !text.StartsWith(' ') && !text.EndsWith(' '))
            return text;

        var result = new StringBuilder(text.Length);
        var marks = 0;
        var bare = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || rune.Value is '\0')
            {
                if (result.Length > 0 && result[^1] != ' ')
                    result.Append(' ');
                marks = MaxMarks;
                continue;
            }

            if (IsDropped(rune) || (rune.Value is 0x200C or 0x200D && (result.Length == 0 || result[^1] < 0x80)))
                continue;

            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks == 0)
                bare = result.Length + rune.Utf16SequenceLength;
            if (marks <= MaxMarks)
                Append(result, rune);
            else if (result.Length > bare && result[^1] != ' ')
                result.Length = bare;
        }

        if (result.Length > 0 && result[^1] == ' ')
            result.Length--;
        return result.ToString();
    }

    private static void Append(StringBuilder result, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        result.Append(units[..rune.EncodeToUtf16(units)]);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark && rune.Value is not (0xFE0E or 0xFE0F or 0x20E3);

    // Zero-width joiner and non-joiner, and the variation selectors, are parts of emoji and of Indic and Persian words.
    private static bool IsDropped(Rune rune) => rune.Value switch
    {
        0x200C or 0x200D or 0xFE0E or 0xFE0F => false,
        0xFFFD or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F => true,
        >= 0xE0000 and <= 0xE0FFF => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate,
    };
}
