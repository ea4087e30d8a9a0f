namespace IShowTts.Worker.Api;

/// <summary>A file of a page, ready to be sent.</summary>
/// <param name="Bytes">What is in it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ETag">Hash of its bytes, in quotes, as HTTP wants it.</param>
internal sealed record PageFile(ReadOnlyMemory<byte> Bytes, string ContentType, string ETag);
