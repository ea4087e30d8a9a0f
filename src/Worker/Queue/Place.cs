namespace IShowTts.Worker.Queue;

/// <summary>Where a person put one that waits.</summary>
/// <param name="Before">Row of the one right before which it is spoken; null for last.</param>
/// <param name="After">Highest row that waited when it was put: as last, it is spoken after all up to this one.</param>
/// <param name="Sequence">Grows with each put: of those before the same one, the later put is nearer to it.</param>
internal sealed record Place(long? Before, long After, long Sequence);
