namespace IShowTts.Worker.Cli.Doctor;

/// <summary>There is room on the disk of the data directory.</summary>
/// <param name="path">The data directory.</param>
/// <param name="freeBytes">Room there, in bytes.</param>
internal sealed class DiskSpaceDoctorCheck(string path, Func<string, long> freeBytes) : IDoctorCheck
{
    private const long Megabyte = 1024 * 1024;

    /// <inheritdoc/>
    public string Name => "disk";

    /// <summary>Room on the disk that a path is, or would be, on.</summary>
    public static long FreeBytesOf(string path)
    {
        var existing = new DirectoryInfo(path);
        while (!existing.Exists && existing.Parent is { } parent)
        {
            existing = parent;
        }

        return new DriveInfo(existing.FullName).AvailableFreeSpace;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var free = freeBytes(path) / Megabyte;
        return new(free switch
        {
            < 50 => Finding.Error(Name, $"Only {free} MB are free where {path} is.", "Free some room; the queue must be able to write."),
            < 500 => Finding.Warning(Name, $"Only {free} MB are free where {path} is.", "Free some room before a long stream."),
            _ => Finding.Ok(Name, $"{free} MB are free."),
        });
    }
}
