using IShowTts.Integrations.AudioDevice;
using IShowTts.TestKit.Playback;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Integrations.Tests.AudioDevice;

/// <summary>The private sound server of a machine without one, shared by the worker and a second command such as <c>say</c> or <c>doctor</c>.</summary>
public sealed class AudioServerLauncherTests(PulseServerFixture server) : IClassFixture<PulseServerFixture>
{
    [SkippableFact]
    public async Task TryStart_AnotherHasStartedItHere_IsSharedAndLeftRunning()
    {
        server.Require();
        var folder = Directory.CreateTempSubdirectory("ishowtts-test-");
        try
        {
            var options = new AudioDeviceOptions { RuntimeDirectory = folder.FullName };
            await using var worker = new AudioServerLauncher(options, TimeProvider.System, NullLogger.Instance);
            var started = await worker.TryStartAsync(CancellationToken.None);
            Skip.If(started is null, "PULSE_SERVER is set, or pulseaudio cannot be started here.");

            await using (var command = new AudioServerLauncher(options, TimeProvider.System, NullLogger.Instance))
            {
                (await command.TryStartAsync(CancellationToken.None)).ShouldBe(started);
                command.Address.ShouldBeNull();
            }

            var connector = new PulseConnector(new AudioDeviceOptions { PulseServer = started }, worker, TimeProvider.System);
            await using var session = await connector.ConnectAsync(CancellationToken.None);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
