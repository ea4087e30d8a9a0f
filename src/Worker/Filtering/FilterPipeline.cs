namespace IShowTts.Worker.Filtering;

/// <summary>Runs filters in a fixed order until one rejects.</summary>
/// <param name="filters">In order.</param>
internal sealed class FilterPipeline(IReadOnlyList<IUtteranceFilter> filters)
{
    private readonly IUtteranceFilter[] _filters = [.. filters];

    /// <summary>The filters in order.</summary>
    public IReadOnlyList<IUtteranceFilter> Filters => _filters;

    /// <summary>Cleans and judges.</summary>
    /// <param name="draft">The message; its text is what is left to say afterwards.</param>
    /// <returns>The first rejection; else the first hold; else accepted.</returns>
    public FilterVerdict Run(Draft draft)
    {
        var result = FilterVerdict.Accept;
        foreach (var filter in _filters)
        {
            var verdict = filter.Apply(draft);
            if (verdict.Verdict is Verdict.Reject or Verdict.Ignore)
                return verdict;
            if (verdict.Verdict == Verdict.Hold && result.Verdict == Verdict.Speak)
                result = verdict;
        }

        return result;
    }

    /// <summary>Tells the filters with memory what will be spoken.</summary>
    /// <param name="draft">The message.</param>
    /// <param name="utterance">What it became.</param>
    public void Accepted(Draft draft, Queue.Utterance utterance)
    {
        foreach (var filter in _filters)
            (filter as IAcceptedListener)?.Accepted(draft, utterance);
    }
}
