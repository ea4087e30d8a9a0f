using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace IShowTts.Benchmarks;

/// <summary>Resident memory of the real worker process: idle after its start, and after a flood of chat into a null sink.</summary>
internal static class MemoryProbe
{
    private const int Messages = 2_000;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(8);

    /// <summary>Measures.</summary>
    /// <param name="worker">Path of the worker's program library, a Release build.</param>
    /// <returns>The result as Markdown.</returns>
    public static async Task<string> RunAsync(string worker)
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-memory-");
        try
        {
            var quiet = Path.Combine(folder.FullName, "quiet.jsonl");
            var flood = Path.Combine(folder.FullName, "flood.jsonl");
            await File.WriteAllTextAsync(quiet, Line(0));
            await File.WriteAllTextAsync(flood, string.Concat(Enumerable.Range(0, Messages).Select(Line)));

            var idle = await MeasureAsync(worker, folder.FullName, quiet, "1");
            var busy = await MeasureAsync(worker, folder.FullName, flood, "10");
            return string.Create(
                CultureInfo.InvariantCulture,
                $"""
                 The worker's own process (Release, null sink, eSpeak NG loaded), resident memory from the kernel.
                 Idle: {Settle.TotalSeconds:F0} s after its start, one message spoken. Busy: while {Messages} chat messages arrive at a hundred a second. Aim: idle below 120 MB.

                 | | MB now | MB most |
                 | --- | --- | --- |
                 | idle | {idle.Now:F0} | {idle.Most:F0} |
                 | busy | {busy.Now:F0} | {busy.Most:F0} |
                 """);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A raw IRC line per message, a tenth of a second apart; the flood is played ten times as fast.
    private static string Line(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"@display-name=Viewer{number};id=m{number};room-id=1;tmi-sent-ts={1_700_000_000_000 + (number * 100L)};user-id={number + 10} :viewer{number}!viewer{number}@viewer{number}.tmi.twitch.tv PRIVMSG #somechannel :hello number {number} how is the stream today\n");

    private static async Task<(double Now, double Most)> MeasureAsync(string worker, string folder, string rehearsal, string speed)
    {
        var data = Path.Combine(folder, "data-" + Path.GetFileNameWithoutExtension(rehearsal));
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { worker, "run", "--sink", "null", "--data-dir", data, "--rehearse", rehearsal, "--speed", speed },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var timer = new CancellationTokenSource(Settle);
            await process.WaitForExitAsync(timer.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The worker ended with {process.ExitCode}:\n{output}");
            }

            var status = await File.ReadAllLinesAsync($"/proc/{process.Id}/status");
            return (Megabytes(status, "VmRSS:"), Megabytes(status, "VmHWM:"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            if (output.Length < 20_000)
            {
                output.Append(line).Append('\n');
            }
        }
    }

    private static double Megabytes(string[] status, string field)
    {
        var line = status.First(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
