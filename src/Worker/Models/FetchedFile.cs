namespace IShowTts.Worker.Models;

/// <summary>What is remembered about a fetched file, for <c>models verify</c>.</summary>
/// <param name="Path">Its name.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">As it was when it was fetched.</param>
/// <param name="WasKnown">Whether the list had this checksum; else it only tells later changes.</param>
internal sealed record FetchedFile(string Path, long Bytes, string Sha256, bool WasKnown);
