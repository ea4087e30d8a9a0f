using IShowTts.Integrations.AudioDevice;
using IShowTts.TestKit.Playback;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Integrations.Tests.AudioDevice;

public class PulseDeviceSinkTests(PulseServerFixture server) : IClassFixture<PulseServerFixture>
{
    [SkippableFact]
    public async Task Play_OnOwnDevice_IsOnItsMonitorSampleForSample()
    {
        server.Require();
        var connector = NewConnector(out var options);
        await using var sink = new PulseDeviceSink("ishowtts", options, connector, NullLogger.Instance);
        await sink.OpenAsync(default);
        await using var monitor = await MonitorRecorder.OpenAsync(connector, "ishowtts.monitor", default);
        var ramp = Ramp(48_000);

        var recording = monitor.RecordAsync(TimeSpan.FromMilliseconds(1_500), default).AsTask();
        await sink.WriteAsync(ramp, default);
        await sink.DrainAsync(default);
        var heard = await recording;

        heard.Where(s => s != 0).ToArray().ShouldBe(ramp);
    }

    private PulseConnector NewConnector(out AudioDeviceOptions options)
    {
        options = new AudioDeviceOptions { PulseServer = server.Address, StartServer = ServerStart.Never };
        return new PulseConnector(options, new AudioServerLauncher(options, TimeProvider.System, NullLogger.Instance), TimeProvider.System);
    }

    private static float[] Ramp(int frames)
        => [.. Enumerable.Range(0, frames * 2).Select(i => (i / 2 % 16_384 + 1) / 32_768f)];
}
