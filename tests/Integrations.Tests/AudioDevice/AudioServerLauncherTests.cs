using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Integrations.Tests.AudioDevice;

public sealed class AudioServerLauncherTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-launch-").FullName;

    [SkippableFact]
    public async Task Start_OnABareMachine_GivesAServerThatIsStoppedAtTheEnd()
    {
        RequireProgram();
        var options = new AudioDeviceOptions { RuntimeDirectory = folder };
        var launcher = new AudioServerLauncher(options, TimeProvider.System, NullLogger.Instance);

        var address = await launcher.TryStartAsync(default);
        address.ShouldBe($"unix:{folder}/pulse/native");
        var connector = new PulseConnector(new AudioDeviceOptions { PulseServer = address!, StartServer = ServerStart.Never }, launcher, TimeProvider.System);
        await using (var sink = new PulseDeviceSink("ishowtts", options, connector, NullLogger.Instance))
        {
            await sink.OpenAsync(default);
            await sink.WriteAsync(MonitorCode.Ramp(4_800), default);
            await sink.DrainAsync(default);
        }

        await launcher.DisposeAsync();
        (await Should.ThrowAsync<AudioSinkException>(async () => await connector.ConnectAsync(default))).Code.ShouldBe("server-gone");
        launcher.Address.ShouldBeNull();
    }

    [Fact]
    public async Task Start_NotWanted_DoesNothing()
    {
        var options = new AudioDeviceOptions { RuntimeDirectory = folder, StartServer = ServerStart.Never };
        await using var launcher = new AudioServerLauncher(options, TimeProvider.System, NullLogger.Instance);

        (await launcher.TryStartAsync(default)).ShouldBeNull();

        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void RequireProgram()
        => Skip.IfNot(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, "pulseaudio"))),
            "pulseaudio is not installed (apt-get install pulseaudio).");
}
