namespace IShowTts.Worker.Queue;

/// <summary>Which utterances to list.</summary>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="Limit">At most this many, 1 to 500.</param>
/// <param name="After">Only those older than this id; null for the newest.</param>
/// <param name="ViewerId">Only those of this viewer; null for all.</param>
internal sealed record UtteranceQuery(UtteranceState? State = null, int Limit = 50, string? After = null, string? ViewerId = null);
