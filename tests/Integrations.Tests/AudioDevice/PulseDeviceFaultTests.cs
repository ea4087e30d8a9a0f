using IShowTts.Integrations.Playback;
using IShowTts.TestKit;
using IShowTts.TestKit.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

/// <summary>What streamers' machines do to a device, and that we are back within two seconds of its repair.</summary>
public class PulseDeviceFaultTests(PulseServerFixture server) : IClassFixture<PulseServerFixture>
{
    private static readonly TimeSpan NoticeLimit = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(2);

    [SkippableFact]
    public async Task Sink_Unloaded_IsNoticedAndMadeAgain()
    {
        await using var sink = await OpenAsync();

        var error = await BreakAsync(sink, () => server.Control("unload-module module-null-sink"));

        error.Code.ShouldBe("device-missing");
        await RecoverAsync(sink, "ishowtts");
    }

    [SkippableFact]
    public async Task Sink_UnloadedWhileAnotherOneIsThere_IsNotMovedToIt()
    {
        await using var sink = await OpenAsync();
        var headphones = server.Control("load-module module-null-sink sink_name=headphones").Trim();

        var error = await BreakAsync(sink, () => server.Control($"unload-module {OwnModule()}"));

        error.Code.ShouldBe("device-missing");
        await RecoverAsync(sink, "ishowtts");
        server.Control($"unload-module {headphones}");
    }

    [SkippableFact]
    public async Task Sink_OfSomebodyElseUnloaded_ComesBackWhenItIsThereAgain()
    {
        server.Require();
        server.Control("load-module module-null-sink sink_name=headphones");
        await using var sink = TestSinks.Device(server.Address, "headphones");
        await sink.OpenAsync(default);

        await BreakAsync(sink, () => server.Control("unload-module module-null-sink"));
        (await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default))).Code.ShouldBe("device-missing");
        server.Control("load-module module-null-sink sink_name=headphones");

        await RecoverAsync(sink, "headphones");
        server.Control("unload-module module-null-sink");
    }

    [SkippableFact]
    public async Task Server_KilledAndRestarted_IsConnectedAgain()
    {
        await using var sink = await OpenAsync();

        var error = await BreakAsync(sink, server.KillHard);
        (await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default))).Code.ShouldBe("server-gone");
        server.Start().ShouldBeNull();

        error.Code.ShouldBe("server-gone");
        await RecoverAsync(sink, "ishowtts");
    }

    [SkippableFact]
    public async Task Sink_SuspendedAndWoken_PlaysAgain()
    {
        await using var sink = await OpenAsync();

        var error = await BreakAsync(sink, () => server.Control("suspend-sink ishowtts 1"));
        (await Should.ThrowAsync<AudioSinkException>(async () => await sink.OpenAsync(default))).Code.ShouldBe("device-suspended");
        server.Control("suspend-sink ishowtts 0");

        error.Code.ShouldBe("device-suspended");
        error.Message.ShouldContain("pactl suspend-sink ishowtts 0");
        await RecoverAsync(sink, "ishowtts");
    }

    [SkippableFact]
    public async Task Server_StoppedInItsTracks_IsGivenUpAtTheLimit()
    {
        // The sink's own limit is 2 s: what is left to our limit is little on a busy machine.
        await TimeLimit.ShouldBeKeptAsync(NoticeLimit, async _ =>
        {
            await using var sink = await OpenAsync();

            var (error, taken) = await FailAsync(sink, server.Freeze);
            server.Thaw();

            error.Code.ShouldBe("stalled");
            await RecoverAsync(sink, "ishowtts");
            return taken;
        });
    }

    [SkippableFact]
    public async Task Drain_WithTheServerKilled_Fails()
    {
        await using var sink = await OpenAsync();
        await sink.WriteAsync(MonitorCode.Ramp(14_400), default);

        var drain = sink.DrainAsync(default).AsTask();
        server.KillHard();

        (await Should.ThrowAsync<AudioSinkException>(() => drain.WaitAsync(NoticeLimit))).Code.ShouldBe("server-gone");
        server.Start().ShouldBeNull();
    }

    [SkippableFact]
    public async Task FadeOut_WithTheDeviceGone_Fails()
    {
        await using var sink = await OpenAsync();
        await sink.WriteAsync(MonitorCode.Ramp(14_400), default);
        server.Control("unload-module module-null-sink");

        await Should.ThrowAsync<AudioSinkException>(async () => await sink.FadeOutAsync(default));

        await RecoverAsync(sink, "ishowtts");
    }

    /// <summary>Breaks something while it plays; the exception must come in time, and the sink must say then that it is not open.</summary>
    private static async Task<AudioSinkException> BreakAsync(IAudioSink sink, Action fault)
    {
        var (error, taken) = await FailAsync(sink, fault);
        taken.ShouldBeLessThan(NoticeLimit);
        return error;
    }

    /// <summary>Breaks something while it plays; gives the exception and how long it took to come.</summary>
    private static async Task<(AudioSinkException Error, TimeSpan Taken)> FailAsync(IAudioSink sink, Action fault)
    {
        await sink.WriteAsync(MonitorCode.Ramp(9_600), default);
        fault();
        var started = TimeProvider.System.GetTimestamp();

        var error = await Should.ThrowAsync<AudioSinkException>(async () =>
        {
            while (true)
            {
                await sink.WriteAsync(MonitorCode.Ramp(960), default);
            }
        });

        var taken = TimeProvider.System.GetElapsedTime(started);
        (await Should.ThrowAsync<AudioSinkException>(async () => await sink.WriteAsync(MonitorCode.Ramp(960), default))).Code.ShouldBe("not-open");
        return (error, taken);
    }

    /// <summary>Opens in time and is heard again; that nothing at all is lost is shown where nothing else goes wrong.</summary>
    private async Task RecoverAsync(IAudioSink sink, string device)
    {
        var started = TimeProvider.System.GetTimestamp();
        await sink.OpenAsync(default);
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(RecoveryLimit);

        await using var listener = await MonitorListener.StartAsync(server.Address, $"{device}.monitor");
        await sink.WriteAsync(MonitorCode.Ramp(9_600), default);
        await sink.DrainAsync(default);
        await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(60));

        MonitorCode.Runs(listener.Heard()).Sum(run => run.Frames).ShouldBeGreaterThan(9_000);
    }

    private async Task<IAudioSink> OpenAsync()
    {
        server.Require();
        var sink = TestSinks.Device(server.Address);
        await sink.OpenAsync(default);
        return sink;
    }

    private string OwnModule()
        => server.Control("list short modules").Split('\n').First(line => line.Contains("sink_name=ishowtts", StringComparison.Ordinal)).Split('\t')[0];
}
