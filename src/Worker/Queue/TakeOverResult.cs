namespace IShowTts.Worker.Queue;

/// <summary>What became of two utterances of one thing.</summary>
/// <param name="Added">What became of the better one.</param>
/// <param name="Overtaken">The lesser one's end; null when it went on, had ended, or was not there. The caller stops what was synthesizing.</param>
internal sealed record TakeOverResult(AddResult Added, UtteranceTransition? Overtaken);
