namespace IShowTts.Tts.Checkpoints;

/// <summary>Where a contiguous tensor lies in its file.</summary>
/// <param name="Info">Type and shape.</param>
/// <param name="Offset">First byte, from the start of the file.</param>
internal readonly record struct StoredTensor(TensorInfo Info, long Offset);
