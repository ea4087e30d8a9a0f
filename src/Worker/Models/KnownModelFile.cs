namespace IShowTts.Worker.Models;

/// <summary>A file of a known model.</summary>
/// <param name="Role"><c>checkpoint</c>, <c>vocabulary</c>, <c>vocoder</c> or <c>configuration</c>.</param>
/// <param name="Path">Its name on disk.</param>
/// <param name="Url">Where it is fetched from, https.</param>
/// <param name="Bytes">Size; null when not known for certain.</param>
/// <param name="Sha256">Lower-case hexadecimal; null when not known for certain.</param>
internal sealed record KnownModelFile(string Role, string Path, Uri Url, long? Bytes, string? Sha256);
