namespace IShowTts.Worker.BrowserSource;

/// <summary>A message from a page. Everything in it comes from outside.</summary>
/// <param name="Type"><c>audio</c>, <c>played</c>, <c>dry</c> (the same, and nothing is left to play), <c>faded</c>, <c>started</c> or <c>ended</c>; others are ignored.</param>
/// <param name="State">Of <c>audio</c>: <c>starting</c>, <c>running</c>, <c>blocked</c>, <c>off</c> or <c>unsupported</c>.</param>
/// <param name="Generation">Which run of audio it speaks of.</param>
/// <param name="Frames">Sample frames of that run that were played.</param>
/// <param name="Utterance">Of <c>started</c> and <c>ended</c>: id of the utterance.</param>
internal sealed record PageReport(string? Type, string? State, uint Generation, long Frames, string? Utterance);
