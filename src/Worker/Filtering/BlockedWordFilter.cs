using IShowTts.Worker.Filtering.Words;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Rejects or holds messages with blocked words, in whatever disguise.</summary>
/// <param name="options">What becomes of them.</param>
/// <param name="matcher">The words.</param>
internal sealed class BlockedWordFilter(BlockedWordOptions options, BlockedWordMatcher matcher) : IUtteranceFilter
{
    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        if (matcher.Find(draft.Text) is not { } entry)
            return FilterVerdict.Accept;

        var action = draft.IsPaid ? options.PaidAction : options.Action;
        return new FilterVerdict(
            action == BlockedWordAction.Hold ? Verdict.Hold : Verdict.Reject, ReasonCodes.BlockedWord, "Filters:BlockedWords:" + entry, "It holds a blocked word.");
    }
}
