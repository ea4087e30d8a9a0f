using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Control;

/// <summary>What became of the wish to hear something again, or in spite of a rule.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Utterance">The new utterance; the old one when none was made; null when it is unknown.</param>
internal sealed record ReplayResult(ReplayOutcome Outcome, Utterance? Utterance);
