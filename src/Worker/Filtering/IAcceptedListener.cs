using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>A filter with memory: it is told what will be spoken.</summary>
internal interface IAcceptedListener
{
    /// <summary>A message passed every filter and was composed.</summary>
    /// <param name="draft">The message.</param>
    /// <param name="utterance">What it became.</param>
    void Accepted(Draft draft, Utterance utterance);
}
