using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Xunit;

namespace IShowTts.TestKit.Playback;

/// <summary>PipeWire, WirePlumber and pipewire-pulse of their own, without sound card and message bus. Tests call <see cref="Require"/> first.</summary>
public sealed class PipeWireFixture : IDisposable
{
    private const string NoSessionManagerPolicy = """
        default_access.properties["enable-flatpak-portal"] = false
        alsa_monitor.enabled = false
        alsa_monitor.properties["alsa.reserve"] = false
        v4l2_monitor.enabled = false
        libcamera_monitor.enabled = false
        """;

    private const string NoBluetooth = """
        bluez_monitor.enabled = false
        bluez_monitor.properties["with-logind"] = false
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly List<Process> processes = [];
    private readonly string? skipReason;

    /// <summary>Starts the three.</summary>
    public PipeWireFixture()
    {
        RuntimeDirectory = Directory.CreateTempSubdirectory("ishowtts-pw-").FullName;
        try
        {
            Configure("wireplumber/main.lua.d/51-headless.lua", NoSessionManagerPolicy);
            Configure("wireplumber/bluetooth.lua.d/51-headless.lua", NoBluetooth);
            StartUntil("pipewire", "pipewire-0");
            processes.Add(Start("wireplumber"));
            StartUntil("pipewire-pulse", "pulse/native");
        }
        catch (Win32Exception)
        {
            skipReason = "PipeWire is not installed (apt-get install pipewire pipewire-pulse wireplumber).";
        }
        catch (TimeoutException late)
        {
            skipReason = $"PipeWire does not start: {late.Message}";
        }
    }

    /// <summary>Folder of the sockets.</summary>
    public string RuntimeDirectory { get; }

    /// <summary>Address to connect to.</summary>
    public string Address => $"unix:{RuntimeDirectory}/pulse/native";

    /// <summary>Skips the running test, saying why, when there is no server.</summary>
    public void Require() => Skip.If(skipReason is not null, skipReason);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(processes))
        {
            process.Kill();
            process.WaitForExit(Limit);
            process.Dispose();
        }

        Directory.Delete(RuntimeDirectory, recursive: true);
    }

    private void Configure(string path, string text)
    {
        var file = Path.Combine(RuntimeDirectory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Starts a program and waits until its socket takes connections.</summary>
    private void StartUntil(string program, string socket)
    {
        var began = TimeProvider.System.GetTimestamp();
        var path = Path.Combine(RuntimeDirectory, socket);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var there = new ManualResetEventSlim();
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.Created += (_, _) => there.Set();
        watcher.EnableRaisingEvents = true;
        processes.Add(Start(program));
        if (!there.Wait(Limit))
        {
            throw new TimeoutException($"{program} made no socket {socket} within {Limit.TotalSeconds} s.");
        }

        while (!Answers(path))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Limit) throw new TimeoutException($"{program} does not answer at {socket} within {Limit.TotalSeconds} s.");
        }
    }

    // The file is there from bind on; connections are refused until listen, and nothing tells of that.
    private static bool Answers(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            Thread.Yield();
            return false;
        }
    }

    private Process Start(string program)
    {
        if (!IsInstalled(program))
        {
            throw new Win32Exception(program);
        }

        // No pipes: reading them would hold two pool threads for each of the three as long as they live, and tests that measure time would wait for new ones.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {program} >/dev/null 2>&1"]) { UseShellExecute = false };
        start.Environment["XDG_RUNTIME_DIR"] = RuntimeDirectory;
        start.Environment["XDG_CONFIG_HOME"] = RuntimeDirectory;
        start.Environment["HOME"] = RuntimeDirectory;
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        start.Environment.Remove("PULSE_SERVER");
        start.Environment.Remove("PIPEWIRE_REMOTE");
        return Process.Start(start)!;
    }

    private static bool IsInstalled(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
