namespace IShowTts.Tts.F5.Conversion;

/// <summary>A file that a model's manifest names.</summary>
/// <param name="Role">What it is: <c>vocabulary</c>, <c>weights</c>, <c>checkpoint</c>, or the graph's name.</param>
/// <param name="Path">Name in the model's folder; of a source only its own name.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record ModelFileEntry(string Role, string Path, long Bytes, string Sha256);
