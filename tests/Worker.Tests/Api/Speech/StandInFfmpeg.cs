using System.Diagnostics;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Speech;

namespace IShowTts.Worker.Tests.Api.Speech;

/// <summary>Shell scripts in place of ffmpeg, and the real one for checking what it wrote.</summary>
internal sealed class StandInFfmpeg : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    /// <summary>The installed ffmpeg; skips the test when there is none.</summary>
    public static string Require()
    {
        var program = new FfmpegProgram(Microsoft.Extensions.Options.Options.Create(new ApiOptions())).Find();
        Skip.If(program is null, "ffmpeg is not installed; eng/setup.sh --tests installs it.");
        return program!;
    }

    /// <summary>A script as program. What it writes to the file <c>$out</c> is read by <see cref="ReadAsync"/>.</summary>
    public string Write(string script)
    {
        Skip.If(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var path = Path.Combine(folder.Path, "ffmpeg");

        // Written by another process: a file that this one has open for writing could not be run while a test beside us starts a process.
        var text = $"#!/bin/sh\nout='{Path.Combine(folder.Path, "out")}'\n{script}\n";
        using var writing = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "printf %s \"$1\" >\"$2\" && chmod 700 \"$2\"", "sh", text, path]) { UseShellExecute = false })!;
        writing.WaitForExit();
        writing.ExitCode.ShouldBe(0);
        return path;
    }

    /// <summary>Waits until the script has written a line to <c>$out</c>.</summary>
    public async Task<string> ReadAsync()
    {
        using var limit = new CancellationTokenSource(SpeechHost.Limit);
        var path = Path.Combine(folder.Path, "out");
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(folder.Path, "out");
        watcher.Created += (_, _) => changed.Release();
        watcher.Changed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        while (!File.Exists(path) || !(await File.ReadAllTextAsync(path, limit.Token)).EndsWith('\n'))
        {
            await changed.WaitAsync(limit.Token);
        }

        return (await File.ReadAllTextAsync(path, limit.Token)).Trim();
    }

    /// <summary>Decodes a file of any format to 48 kHz mono, 16 bit.</summary>
    public static async Task<short[]> DecodeAsync(byte[] encoded)
    {
        var start = new ProcessStartInfo(Require(), ["-nostdin", "-loglevel", "error", "-i", "pipe:0", "-f", "s16le", "-ar", "48000", "-ac", "1", "pipe:1"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        using var decoded = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(decoded);
        await process.StandardInput.BaseStream.WriteAsync(encoded);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(decoded.ToArray()).ToArray();
    }

    public void Dispose() => folder.Dispose();
}
