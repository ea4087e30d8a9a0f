namespace IShowTts.Tts.Checkpoints;

/// <summary>A tuple.</summary>
/// <param name="Items">Its items.</param>
internal sealed record PickleTuple(object?[] Items);
