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
    /// <param name="told">Told of each filter that ran: its name, the text before it, and its verdict; null for nobody.</param>
    /// <returns>The first rejection; else the first hold; else accepted. Rules that are off for the draft decide nothing.</returns>
    public FilterVerdict Run(Draft draft, Action<string, string, FilterVerdict>? told = null)
    {
        var result = FilterVerdict.Accept;
        foreach (var filter in _filters)
        {
            var before = draft.Text;
            var verdict = filter.Apply(draft);
            if (verdict.Rule is { } rule && draft.RulesOff.Contains(rule))
                verdict = FilterVerdict.Accept;
            told?.Invoke(filter.GetType().Name, before, verdict);
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
