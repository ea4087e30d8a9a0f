using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Cuts or rejects long messages.</summary>
internal sealed class LengthFilter(LengthOptions options) : IUtteranceFilter
{
    private const string Rule = "Filters:Length:MaxCharacters";

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        if (draft.Text.Length <= options.MaxCharacters)
            return FilterVerdict.Accept;
        if (options.Action == LengthAction.Reject)
            return FilterVerdict.Reject(ReasonCodes.Length, Rule, $"Longer than {options.MaxCharacters} characters.");

        draft.Text = TextCut.AtWord(draft.Text, options.MaxCharacters);
        return FilterVerdict.Accept;
    }
}
