namespace IShowTts.Worker.Queue;

/// <summary>One committed change of an utterance. The sequence is the SSE event id.</summary>
/// <param name="Sequence">Grows by one with every transition, over restarts too; starts at 1.</param>
/// <param name="From">State before; null for a new utterance. Equal to the state after when only its text or measurements changed.</param>
/// <param name="Utterance">The utterance as it was right after the change.</param>
/// <param name="At">When it was committed.</param>
internal sealed record UtteranceTransition(long Sequence, UtteranceState? From, Utterance Utterance, DateTimeOffset At);
