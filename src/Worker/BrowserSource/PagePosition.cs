namespace IShowTts.Worker.BrowserSource;

/// <summary>How far a page came in a run of audio.</summary>
/// <param name="Generation">Which run; 0 for none yet.</param>
/// <param name="Frames">Sample frames of it that were played.</param>
internal readonly record struct PagePosition(uint Generation, long Frames);
