using System.Diagnostics;
using Xunit;

namespace IShowTts.TestKit.Queue;

/// <summary>A small file system of its own, which can be full or read-only. Needs root on Linux; the test is skipped elsewhere, and says why.</summary>
internal sealed class TmpfsMount : IDisposable
{
    private TmpfsMount(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes one.</summary>
    /// <param name="megabytes">Its size.</param>
    public static TmpfsMount Create(int megabytes)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a small file system needs root on Linux.");
        var path = Directory.CreateTempSubdirectory("ishowtts-tmpfs-").FullName;
        var isMounted = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", path);
        if (!isMounted)
        {
            Directory.Delete(path);
        }

        Skip.IfNot(isMounted, "This container may not mount file systems.");
        return new TmpfsMount(path);
    }

    /// <summary>Nothing can be written any more.</summary>
    public void MakeReadOnly() => Remount("ro");

    /// <summary>Gives it another size.</summary>
    public void Resize(int megabytes) => Remount($"size={megabytes}m");

    /// <summary>Uses all space that is left.</summary>
    public void FillUp()
    {
        using var filler = new FileStream(System.IO.Path.Combine(Path, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(page);
            }
        }
        catch (IOException)
        {
            // Full: that is what was wanted.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Run("umount", "-l", Path))
        {
            throw new IOException($"{Path} could not be unmounted.");
        }

        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private void Remount(string option)
    {
        if (!Run("mount", "-o", "remount," + option, Path))
        {
            throw new IOException($"{Path} could not be remounted with {option}.");
        }
    }
}
