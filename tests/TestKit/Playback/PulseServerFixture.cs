using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace IShowTts.TestKit.Playback;

/// <summary>A PulseAudio of its own, without sound card, for one test class. Tests call <see cref="Require"/> first, which skips them when it cannot run.</summary>
public sealed class PulseServerFixture : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly string? skipReason;

    /// <summary>Starts the server.</summary>
    public PulseServerFixture()
    {
        RuntimeDirectory = Directory.CreateTempSubdirectory("ishowtts-pa-").FullName;
        skipReason = Start();
    }

    /// <summary>Folder of the socket and the process id.</summary>
    public string RuntimeDirectory { get; }

    /// <summary>Address to connect to.</summary>
    public string Address => $"unix:{RuntimeDirectory}/pulse/native";

    /// <summary>Skips the running test, saying why, when there is no server.</summary>
    public void Require() => Skip.If(skipReason is not null, skipReason);

    /// <summary>Starts the server (again).</summary>
    /// <returns>Null, or why it does not run.</returns>
    public string? Start()
    {
        try
        {
            var (code, output) = Run("pulseaudio", "-n -D --exit-idle-time=-1 -L module-native-protocol-unix");
            return code == 0 ? null : $"pulseaudio does not start: {output}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "pulseaudio is not installed (apt-get install pulseaudio).";
        }
    }

    /// <summary>Ends the server at once, as a crash does.</summary>
    public void KillHard()
    {
        using var server = Find();
        server?.Kill();
        server?.WaitForExit(Limit);
    }

    /// <summary>Stops the server's process without ending it, so that it answers nothing.</summary>
    public void Freeze() => Run("kill", $"-STOP {ProcessId()}");

    /// <summary>Undoes <see cref="Freeze"/>.</summary>
    public void Thaw() => Run("kill", $"-CONT {ProcessId()}");

    /// <summary>Runs pactl against the server.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it printed.</returns>
    public string Control(string arguments)
    {
        var (code, output) = Run("pactl", arguments);
        return code == 0 ? output : throw new InvalidOperationException($"pactl {arguments}: {output}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        KillHard();
        Directory.Delete(RuntimeDirectory, recursive: true);
    }

    private Process? Find()
    {
        try
        {
            return ProcessId() is { } id ? Process.GetProcessById(id) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private int? ProcessId()
    {
        var path = Path.Combine(RuntimeDirectory, "pulse", "pid");
        return File.Exists(path) ? int.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture) : null;
    }

    private (int Code, string Output) Run(string program, string arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["XDG_RUNTIME_DIR"] = RuntimeDirectory;
        start.Environment["HOME"] = RuntimeDirectory;
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("PULSE_SERVER");
        start.Environment.Remove("PULSE_RUNTIME_PATH");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit(Limit);
        return (process.ExitCode, output + errors.Result);
    }
}
