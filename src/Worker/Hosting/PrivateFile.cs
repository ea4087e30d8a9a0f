namespace IShowTts.Worker.Hosting;

/// <summary>How files of the data directory are opened: those that are made are readable by this user only, whatever the folder allows.</summary>
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
