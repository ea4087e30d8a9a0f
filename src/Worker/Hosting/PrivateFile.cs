namespace IShowTts.Worker.Commands;

/// <summary>How files are opened that hold what viewers and moderators did: readable by this user only.</summary>
internal static class PrivateFile
{
    /// <summary>Options for writing.</summary>
    /// <param name="mode">Append or create.</param>
    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
