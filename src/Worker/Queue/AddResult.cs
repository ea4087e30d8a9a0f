namespace IShowTts.Worker.Queue;

/// <summary>What became of an addition.</summary>
/// <param name="Outcome">Added, already there, or fell.</param>
/// <param name="Utterance">The stored utterance: the new one, or the one that was there.</param>
/// <param name="Displaced">A less important utterance that expired to make room; null when there was room.</param>
internal sealed record AddResult(AddOutcome Outcome, Utterance Utterance, Utterance? Displaced = null);
