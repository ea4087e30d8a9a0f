namespace IShowTts.Tts.Voices;

/// <summary>Files that only their user may read: recordings of people's voices.</summary>
internal static class OwnFile
{
    /// <summary>Makes a folder that nobody else may enter, if it is not there.</summary>
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

    /// <summary>Makes a new file.</summary>
    /// <param name="path">Not there yet.</param>
    /// <param name="options">More about it; <see cref="FileOptions.DeleteOnClose"/> for one that goes by itself.</param>
    public static FileStream Create(string path, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, Options = options };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, how);
    }

    /// <summary>Puts a file in the place of another in one step, on disk when this returns.</summary>
    /// <param name="path">The file; need not be there. One writer at a time.</param>
    /// <param name="content">All of it.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var next = path + ".new";
        // What a crash left there may have another mode.
        File.Delete(next);
        using (var file = Create(next))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
