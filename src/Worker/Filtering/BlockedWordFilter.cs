using IShowTts.Worker.Filtering.Words;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Rejects or holds messages with blocked words, in whatever disguise.</summary>
/// <param name="options">What becomes of them.</param>
/// <param name="matcher">The words.</param>
internal sealed class BlockedWordFilter(BlockedWordOptions options, BlockedWordMatcher matcher) : IUtteranceFilter
{
    private const string Key = "Filters:BlockedWords:";

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        // A word that a person let through may stand beside one that nobody did.
        var without = draft.RulesOff.Count == 0
            ? null
            : draft.RulesOff.Where(static rule => rule.StartsWith(Key, StringComparison.Ordinal)).Select(static rule => rule[Key.Length..]).ToHashSet(StringComparer.Ordinal);
        if (matcher.Find(draft.Text, without: without) is not { } entry)
            return FilterVerdict.Accept;

        var action = draft.IsPaid ? options.PaidAction : options.Action;
        return new FilterVerdict(
            action == BlockedWordAction.Hold ? Verdict.Hold : Verdict.Reject, ReasonCodes.BlockedWord, Key + entry, "It holds a blocked word.");
    }
}
