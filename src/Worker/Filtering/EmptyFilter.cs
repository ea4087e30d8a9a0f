using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Rejects a message of which nothing sayable is left.</summary>
/// <param name="required">Whether words are needed; alerts such as raids are said without.</param>
internal sealed class EmptyFilter(Func<Draft, bool> required) : IUtteranceFilter
{
    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        foreach (var rune in draft.Text.EnumerateRunes())
        {
            if (System.Text.Rune.IsLetterOrDigit(rune) || System.Text.Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.OtherSymbol
                or System.Globalization.UnicodeCategory.CurrencySymbol)
            {
                return FilterVerdict.Accept;
            }
        }

        draft.Text = "";
        return required(draft)
            ? FilterVerdict.Reject(ReasonCodes.Empty, "Filters:Empty", "Nothing was left to say.")
            : FilterVerdict.Accept;
    }
}
