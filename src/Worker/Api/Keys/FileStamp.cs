namespace IShowTts.Worker.Api.Keys;

/// <summary>What tells that a file changed without reading it.</summary>
/// <param name="Length">Bytes; -1 when it is not there.</param>
/// <param name="WrittenAt">When it was written.</param>
/// <param name="Mode">Who may read it.</param>
internal readonly record struct FileStamp(long Length, DateTime WrittenAt, UnixFileMode Mode)
{
    /// <summary>That of a file as it is now.</summary>
    public static FileStamp Of(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? new(info.Length, info.LastWriteTimeUtc, info.UnixFileMode) : new(-1, default, default);
    }
}
