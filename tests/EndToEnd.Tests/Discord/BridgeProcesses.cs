using System.Diagnostics;
using System.Globalization;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>The bridges of a worker, as the system sees them; Linux only.</summary>
internal static class BridgeProcesses
{
    /// <summary>Process ids of the bridges that a process started and that run; skips the test where they cannot be found.</summary>
    /// <param name="worker">Process id of the worker.</param>
    public static IReadOnlyList<int> Of(int worker)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Processes are found in /proc, which only Linux has.");
        return [.. new DirectoryInfo("/proc").EnumerateDirectories()
            .Where(folder => folder.Name.All(char.IsAsciiDigit))
            .Select(folder => int.Parse(folder.Name, CultureInfo.InvariantCulture))
            .Where(process => Read(process, "cmdline").Contains("/bridge/main.mjs", StringComparison.Ordinal) && ParentOf(process) == worker)];
    }

    /// <summary>Waits until a process has started a bridge; nothing tells of processes that begin.</summary>
    public static async Task<int> WaitForAsync(int worker, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> found;
        while ((found = Of(worker)).Count == 0) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        return found.Single();
    }

    /// <summary>Ends a process at once (SIGKILL).</summary>
    public static void Kill(int process)
    {
        using var killed = Process.GetProcessById(process);
        killed.Kill();
    }

    /// <summary>Waits until a process is gone.</summary>
    public static async Task WaitGoneAsync(int process, CancellationToken cancellationToken)
    {
        try
        {
            using var waited = Process.GetProcessById(process);
            await waited.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // It was gone already.
        }
    }

    private static int ParentOf(int process)
    {
        var status = Read(process, "status").Split('\n').FirstOrDefault(static line => line.StartsWith("PPid:", StringComparison.Ordinal));
        return status is null ? 0 : int.Parse(status.AsSpan(5), CultureInfo.InvariantCulture);
    }

    private static string Read(int process, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{name}");
        }
        catch (IOException)
        {
            return ""; // it ended meanwhile
        }
        catch (UnauthorizedAccessException)
        {
            return ""; // somebody else's
        }
    }
}
