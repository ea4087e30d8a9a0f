namespace IShowTts.Tts.Files;

/// <summary>Files and folders that are made for this user only, whatever the folder they are in allows: keys, the queue, recordings of people's voices.</summary>
public static class PrivateFile
{
    /// <summary>What nobody but the owner may do.</summary>
    public const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Options for writing a file that others may read meanwhile (<see cref="FileShare.Read"/>); what is made with them only its owner may open.</summary>
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

    /// <summary>Makes a folder for this user only, if it is not there.</summary>
    /// <param name="path">The folder.</param>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Puts a file in the place of another in one step: a crash or a power cut leaves the old or the new one, and when this returns it is the new one.</summary>
    /// <param name="path">The file; need not be there. One writer at a time.</param>
    /// <param name="content">All of it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var next = path + ".new";
        // What a crash left there may have another mode.
        File.Delete(next);
        using (var file = new FileStream(next, Options(FileMode.CreateNew)))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        // The new name is on disk too once the file is flushed under it: Linux file systems write the rename with it.
        using var renamed = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        renamed.Flush(flushToDisk: true);
    }
}
