namespace IShowTts.Tts.Checkpoints;

/// <summary>A storage that tensors look into: an entry of the archive.</summary>
/// <param name="DataType">Element type by its safetensors name.</param>
/// <param name="Key">Name of the entry below <c>data/</c>.</param>
/// <param name="Count">Elements it should have.</param>
internal sealed record PickleStorage(string DataType, string Key, long Count);
