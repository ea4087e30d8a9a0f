using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.AudioDevice;

/// <summary>Starts a private PulseAudio for a machine without a sound server, and stops it at exit when it started it. Thread safe.</summary>
/// <remarks>
/// The server leaves by itself a minute after its last client did, so even a worker that was killed leaves nothing behind for long.
/// It has no sound card: what it offers is the virtual device.
/// </remarks>
internal sealed class AudioServerLauncher : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);
    private readonly AudioDeviceOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly string runtimeDirectory;
    private int? processId;

    /// <summary>Makes one that has started nothing.</summary>
    /// <param name="options">Whether it may start, and where.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Tells that a server was started or stopped.</param>
    public AudioServerLauncher(AudioDeviceOptions options, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        runtimeDirectory = ChooseDirectory(options);
    }

    /// <summary>Address of the server it started, else null.</summary>
    public string? Address => processId is null ? null : AddressIn(runtimeDirectory);

    /// <summary>Starts a server, or finds the one that another ishowtts has started here; does nothing when that is not allowed or not possible.</summary>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <returns>Its address, or null.</returns>
    public async ValueTask<string?> TryStartAsync(CancellationToken cancellationToken)
    {
        // Who names a server wants that one.
        if (options.StartServer == ServerStart.Never || !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("PULSE_SERVER") is { Length: > 0 })
        {
            return null;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            CreatePrivate(runtimeDirectory);
            if (await IsRunningAsync(cancellationToken))
            {
                // Another ishowtts (the worker, while this is say or doctor) has started it and will stop it.
                return AddressIn(runtimeDirectory);
            }

            var error = await RunAsync("-n -D --exit-idle-time=60 -L module-native-protocol-unix", cancellationToken);
            if (error is not null)
            {
                Log.ServerNotStarted(logger, error);
                return null;
            }

            processId = await ReadProcessIdAsync(cancellationToken);
            Log.ServerStarted(logger, AddressIn(runtimeDirectory));
            return AddressIn(runtimeDirectory);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            Log.ServerNotStarted(logger, failed.Message);
            return null;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Stops the server that it started, if that still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (processId is not { } id)
        {
            return;
        }

        processId = null;
        try
        {
            if (await ReadProcessIdAsync(CancellationToken.None) == id && await RunAsync("--kill", CancellationToken.None) is null)
            {
                await WaitForExitAsync(id);
                Log.ServerStopped(logger);
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or TimeoutException)
        {
            Log.ServerNotStarted(logger, $"it did not stop: {gone.Message}");
        }
    }

    private static string AddressIn(string directory) => $"unix:{directory}/pulse/native";

    private static string ChooseDirectory(AudioDeviceOptions options)
    {
        if (options.RuntimeDirectory.Length > 0)
        {
            return Path.GetFullPath(options.RuntimeDirectory);
        }

        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return runtime is { Length: > 0 } && Directory.Exists(runtime)
            ? runtime
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "ishowtts", "audio");
    }

    private static void CreatePrivate(string directory)
    {
        if (!Directory.Exists(directory) && OperatingSystem.IsLinux())
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async ValueTask<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        if (await ReadProcessIdAsync(cancellationToken) is not { } id)
        {
            return false;
        }

        try
        {
            using var server = Process.GetProcessById(id);
            return !server.HasExited && server.ProcessName.StartsWith("pulseaudio", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false; // the file is left of a server that was killed
        }
    }

    private async ValueTask<int?> ReadProcessIdAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(runtimeDirectory, "pulse", "pid");
        return File.Exists(path)
            && int.TryParse(await File.ReadAllTextAsync(path, cancellationToken), NumberStyles.Integer, CultureInfo.InvariantCulture, out var id)
                ? id
                : null;
    }

    private async ValueTask WaitForExitAsync(int id)
    {
        try
        {
            using var server = Process.GetProcessById(id);
            await server.WaitForExitAsync().WaitAsync(StartLimit, time);
        }
        catch (ArgumentException)
        {
            // It is gone already, which is what was wanted.
            Debug.Assert(id > 0, "Process ids are positive.");
        }
    }

    /// <summary>Runs pulseaudio; with -D it returns when the server is ready.</summary>
    /// <returns>Null, or why it failed.</returns>
    private async ValueTask<string?> RunAsync(string arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("pulseaudio", arguments) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["XDG_RUNTIME_DIR"] = runtimeDirectory;
        start.Environment.Remove("PULSE_RUNTIME_PATH");
        try
        {
            using var process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(StartLimit, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                var errors = await process.StandardError.ReadToEndAsync(both.Token);
                await process.WaitForExitAsync(both.Token);
                return process.ExitCode == 0 ? null : $"pulseaudio {arguments} ended with {process.ExitCode}: {errors.Trim()}";
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill();
                return $"pulseaudio {arguments} did not end within {StartLimit.TotalSeconds} s";
            }
        }
        catch (Win32Exception missing)
        {
            return $"the program pulseaudio cannot be run ({missing.Message}); install it: apt-get install pulseaudio";
        }
    }
}
