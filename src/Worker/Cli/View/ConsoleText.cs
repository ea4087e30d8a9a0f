using System.Globalization;
using System.Text;

namespace IShowTts.Worker.Cli.View;

/// <summary>Makes viewers' words safe for a terminal: no control characters, no direction overrides, bounded.</summary>
internal static class ConsoleText
{
    /// <summary>Cleans and shortens.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="maxGraphemes">Longest result in letters; what is longer ends with an ellipsis.</param>
    public static string Clean(string text, int maxGraphemes = 500)
    {
        var builder = new StringBuilder(Math.Min(text.Length, maxGraphemes * 2));
        var elements = StringInfo.GetTextElementEnumerator(text);
        for (var count = 0; elements.MoveNext(); count++)
        {
            if (count == maxGraphemes)
            {
                return builder.Append('…').ToString();
            }

            foreach (var rune in elements.GetTextElement().EnumerateRunes())
            {
                if (IsHarmless(rune))
                {
                    builder.Append(rune.ToString());
                }
                else if (Rune.IsWhiteSpace(rune))
                {
                    builder.Append(' ');
                }
            }
        }

        return builder.ToString();
    }

    private static bool IsHarmless(Rune rune) =>
        !Rune.IsControl(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069));
}
