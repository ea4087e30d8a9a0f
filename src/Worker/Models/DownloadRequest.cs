namespace IShowTts.Worker.Models;

/// <summary>A file to fetch.</summary>
/// <param name="Url">Where from: https, or http on this machine.</param>
/// <param name="Target">Where it shall appear, whole or not at all. <c>TARGET.part</c> holds what there is so far.</param>
/// <param name="Bytes">Size; null when not known.</param>
/// <param name="Sha256">Lower-case hexadecimal; null when not known.</param>
internal sealed record DownloadRequest(Uri Url, string Target, long? Bytes, string? Sha256);
