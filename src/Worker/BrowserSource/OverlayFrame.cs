namespace IShowTts.Worker.BrowserSource;

/// <summary>A message to a page. The bytes may be shared by several pages and never change.</summary>
/// <param name="Bytes">JSON in UTF-8, or a <see cref="PcmPacket"/>.</param>
/// <param name="IsBinary">A <see cref="PcmPacket"/>.</param>
internal readonly record struct OverlayFrame(ReadOnlyMemory<byte> Bytes, bool IsBinary);
