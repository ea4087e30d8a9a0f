using System.Globalization;
using System.Text;
using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake.Twins;

/// <summary>Compares what two feeds say was typed.</summary>
internal static class TwinWords
{
    /// <summary>Both hold the same words; white space and the invisible marks that some chat programs append do not count.</summary>
    public static bool AreSame(MessageText one, MessageText other) =>
        one.Text == other.Text || string.Equals(Plain(one.Text), Plain(other.Text), StringComparison.OrdinalIgnoreCase);

    /// <summary>Nothing that can be seen was typed.</summary>
    public static bool IsEmpty(MessageText text) => text.Text.Length == 0 || Plain(text.Text).Length == 0;

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var isSpaceDue = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isSpaceDue = plain.Length > 0;
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned))
            {
                if (isSpaceDue)
                    plain.Append(' ');
                isSpaceDue = false;
                plain.Append(rune);
            }
        }

        return plain.ToString();
    }
}
