namespace IShowTts.Tts.Checkpoints;

/// <summary>A stored entry of a zip archive.</summary>
/// <param name="Name">Full name with slashes.</param>
/// <param name="HeaderOffset">Where its local header starts.</param>
/// <param name="Length">Bytes of data.</param>
/// <param name="Crc">CRC-32 of the data.</param>
internal readonly record struct ZipEntry(string Name, long HeaderOffset, long Length, uint Crc);
