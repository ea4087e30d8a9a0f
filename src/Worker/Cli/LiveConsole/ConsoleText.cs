using System.Globalization;
using System.Text;
using Spectre.Console;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Makes viewers' text harmless on a terminal, and fits text into cells without cutting a grapheme. Linear in the length of its input.</summary>
internal static class ConsoleText
{
    private const int MaxInput = 4_096;
    private const int MaxMarks = 3;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// One line without control characters (so no escape sequence survives), direction overrides, zero-width characters, piled-up marks and
    /// lone surrogates; white space runs become one space. Nothing visible is hidden: what remains of an escape sequence is shown.
    /// </summary>
    /// <param name="text">Anything; only the first 4,096 UTF-16 units are looked at.</param>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxInput));
        var marks = 0;
        var spaceBefore = true;
        var before = UnicodeCategory.OtherNotAssigned;
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, MaxInput)).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (Rune.IsWhiteSpace(rune))
            {
                if (!spaceBefore)
                {
                    clean.Append(' ');
                }

                spaceBefore = true;
            }
            else if (IsShown(rune, category, before) && marks <= MaxMarks)
            {
                clean.Append(category is UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate ? "\uFFFD" : rune.ToString());
                spaceBefore = false;
            }

            before = marks > 0 ? before : category;
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>The text when it fits, else its beginning with an ellipsis.</summary>
    /// <param name="text">Clean text.</param>
    /// <param name="cells">Cells there are, 1 or more.</param>
    public static string Fit(string text, int cells)
    {
        if (Width(text) <= cells)
        {
            return text;
        }

        var fitted = new StringBuilder();
        var used = 0;
        var graphemes = StringInfo.GetTextElementEnumerator(text);
        while (graphemes.MoveNext())
        {
            var grapheme = graphemes.GetTextElement();
            used += Width(grapheme);
            if (used > cells - 1)
            {
                break;
            }

            fitted.Append(grapheme);
        }

        return fitted.Append('…').ToString();
    }

    /// <summary>Breaks a text into lines, at spaces where there are some; the last line ends with an ellipsis when more would follow.</summary>
    /// <param name="text">Clean text.</param>
    /// <param name="cells">Cells of a line, 1 or more.</param>
    /// <param name="maxLines">Most lines, 1 or more.</param>
    public static IReadOnlyList<string> Wrap(string text, int cells, int maxLines)
    {
        var lines = new List<string>(maxLines);
        var line = new StringBuilder();
        var used = 0;
        var rest = text.AsSpan();
        while (lines.Count < maxLines - 1 && !rest.IsEmpty)
        {
            var space = rest.IndexOf(' ');
            var word = (space < 0 ? rest : rest[..space]).ToString();
            var width = Width(word);
            var separator = used == 0 ? 0 : 1;
            if (used > 0 && used + separator + width > cells)
            {
                lines.Add(line.ToString());
                line.Clear();
                used = 0;
                continue;
            }

            if (width > cells)
            {
                break; // longer than a line: what is left goes into one, cut
            }

            line.Append(' ', separator).Append(word);
            used += separator + width;
            rest = space < 0 ? default : rest[(space + 1)..];
        }

        var last = line.Length > 0 && !rest.IsEmpty ? $"{line} {rest}" : $"{line}{rest}";
        if (last.Length > 0)
        {
            lines.Add(Fit(last, cells));
        }

        return lines;
    }

    /// <summary>Cells that a text takes on a terminal.</summary>
    public static int Width(string text) => text.GetCellWidth();

    private static bool IsShown(Rune rune, UnicodeCategory category, UnicodeCategory before) => category switch
    {
        UnicodeCategory.Control => false,
        // A joiner holds the parts of one emoji together; anywhere else it is a way to hide.
        UnicodeCategory.Format => rune.Value == ZeroWidthJoiner && before is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol,
        _ => true,
    };
}
