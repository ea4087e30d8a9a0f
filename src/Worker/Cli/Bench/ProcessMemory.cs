using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>Memory of this process, as the system counts it.</summary>
internal static class ProcessMemory
{
    private const double Megabyte = 1_048_576;

    /// <summary>Sets the peak back to what is used now, where the system lets us (Linux); elsewhere it stays that of the whole run.</summary>
    public static void ResetPeak()
    {
        GC.Collect();
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or a container that forbids it: the peak then includes what came before, never too little.
        }
    }

    /// <summary>Most memory since the last reset, MB.</summary>
    public static double PeakMegabytes()
    {
        const string Status = "/proc/self/status";
        if (File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
        {
            var kilobytes = line.AsSpan(6).Trim();
            return double.Parse(kilobytes[..kilobytes.IndexOf(' ')], CultureInfo.InvariantCulture) / 1024;
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / Megabyte;
    }

    /// <summary>GPU memory of this process, MB, as nvidia-smi tells it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is no nvidia-smi, or it does not list this process.</returns>
    public static async Task<double?> GpuMegabytesAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("nvidia-smi", ["--query-compute-apps=pid,used_memory", "--format=csv,noheader,nounits"]) { RedirectStandardOutput = true, UseShellExecute = false };
        try
        {
            using var smi = Process.Start(start)!;
            var output = await smi.StandardOutput.ReadToEndAsync(cancellationToken);
            await smi.WaitForExitAsync(cancellationToken);
            return ParseGpu(output, Environment.ProcessId);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Finds a process in nvidia-smi's list.</summary>
    /// <param name="output">Lines <c>pid, MB</c>.</param>
    /// <param name="processId">The process.</param>
    internal static double? ParseGpu(string output, int processId)
    {
        var own = output.Split('\n')
            .Select(line => line.Split(',', StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2 && parts[0] == processId.ToString(CultureInfo.InvariantCulture))
            .Select(parts => double.TryParse(parts[1], CultureInfo.InvariantCulture, out var megabytes) ? megabytes : 0)
            .ToArray();
        return own.Length > 0 ? own.Sum() : null;
    }
}
