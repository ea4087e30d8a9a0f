using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

public class PulseDeviceSinkTests(PulseServerFixture server) : DeviceSinkPromises, IClassFixture<PulseServerFixture>
{
    protected override string Address => server.Address;

    protected override void Require() => server.Require();

    protected override void CheckStarts(IReadOnlyList<(int At, int FirstIndex, int Frames)> runs) =>
        runs.Select(run => (run.FirstIndex, run.Frames)).ShouldBe(Enumerable.Range(0, 10).Select(start => (start * 1_000, 4_800)));

    // A machine that stalls while it writes leaves less than a whole fall unread: then that one is shorter.
    protected override void CheckFalls(IReadOnlyList<int> frames)
    {
        frames.ShouldAllBe(fall => fall <= 48 * 30);
        frames.Order().ElementAt(frames.Count / 2).ShouldBeGreaterThanOrEqualTo(48 * 26);
    }

    [SkippableFact]
    public async Task Play_InBlocksOfTwentyMilliseconds_HasNoGap()
    {
        await using var sink = await OpenAsync();
        await using var listener = await ListenAsync();

        for (var block = 0; block < 100; block++)
        {
            await sink.WriteAsync(MonitorCode.Ramp(960, block * 960), default);
        }

        await sink.DrainAsync(default);
        await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(100));
        var heard = listener.Heard();
        var run = MonitorCode.Runs(heard).ShouldHaveSingleItem();
        run.Frames.ShouldBe(96_000);
        Enumerable.Range(0, heard.Length / 2).ShouldAllBe(frame => heard[frame * 2] == heard[frame * 2 + 1]);
    }

    [SkippableFact]
    public async Task FadeOut_OfACodedSound_GoesOnWithExactlyTheNextSample()
    {
        await using var sink = await OpenAsync();
        await using var listener = await ListenAsync();

        await sink.WriteAsync(MonitorCode.Ramp(24_000), default);
        var dropped = await sink.FadeOutAsync(default);
        await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(500));

        var heard = listener.Heard();
        var first = Array.FindIndex(heard, sample => sample != 0);
        var last = Array.FindLastIndex(heard, sample => sample != 0);
        var heardFrames = (last - first) / 2 + 1;
        var run = MonitorCode.Runs(heard)[0];
        run.FirstIndex.ShouldBe(0);
        (heardFrames - run.Frames).ShouldBeInRange(48 * 26, 48 * 29, "All that is no longer exact is the fall of 28 ms.");
        (heardFrames + dropped.TotalSeconds * 48_000).ShouldBe(24_000, 2);
    }

    [SkippableFact]
    public async Task FadeOut_ThenWrite_LosesNothingOfWhatComesAfter()
    {
        await using var sink = await OpenAsync();
        await using var listener = await ListenAsync();
        for (var i = 0; i < 5; i++)
        {
            await sink.WriteAsync(Enumerable.Repeat(0.9f, 24_000 * 2).ToArray(), default);
            await sink.FadeOutAsync(default);
        }

        await sink.WriteAsync(MonitorCode.Ramp(16_000), default);
        await sink.WriteAsync(MonitorCode.Ramp(16_000, 16_000), default);
        await sink.DrainAsync(default);
        await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(100));

        MonitorCode.Runs(listener.Heard())[^1].Frames.ShouldBe(32_000);
    }

    [SkippableFact]
    public async Task HeardPosition_AgainstTheEndOfThePlay_IsRightWithinFortyMilliseconds()
    {
        await using var sink = await OpenAsync();
        await using var listener = await ListenAsync();
        var said = new List<(long At, double Milliseconds)>();

        for (var block = 0; block < 75; block++)
        {
            await sink.WriteAsync(MonitorCode.Ramp(960, block * 960), default);
            said.Add((TimeProvider.System.GetTimestamp(), (block + 1) * 20 - sink.Delay.TotalMilliseconds));
        }

        await sink.DrainAsync(default);
        var end = TimeProvider.System.GetTimestamp();
        var errors = said.Skip(30).Select(at => at.Milliseconds - (1_500 - TimeProvider.System.GetElapsedTime(at.At, end).TotalMilliseconds));
        errors.Order().ElementAt(22).ShouldBeInRange(-40, 40);
    }

    [SkippableFact]
    public async Task Device_MadeByUs_IsRemovedAtExit()
    {
        server.Require();

        await using (await OpenAsync())
        {
            server.Control("list short sinks").ShouldContain("ishowtts");
        }

        server.Control("list short sinks").ShouldNotContain("ishowtts");
    }

    [SkippableFact]
    public async Task Device_ToBeKept_StaysAtExitAndIsUsedAgain()
    {
        server.Require();

        await using (var first = TestSinks.Device(server.Address, keepDevice: true))
        {
            await first.OpenAsync(default);
        }

        server.Control("list short sinks").ShouldContain("ishowtts");
        await using (await OpenAsync())
        {
            server.Control("list short sinks").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        }

        server.Control("list short sinks").ShouldContain("ishowtts", Case.Sensitive, "We did not make it the second time, so it is not ours to remove.");
        server.Control("unload-module module-null-sink");
    }

    [SkippableFact]
    public async Task Device_OfSomebodyElse_IsFoundByNameAndByDescription()
    {
        server.Require();
        server.Control("load-module module-null-sink sink_name=head.phones sink_properties=device.description=Headphones");

        foreach (var name in new[] { "head.phones", "HEAD.PHONES", "headphones" })
        {
            await using var sink = TestSinks.Device(server.Address, name);
            await sink.OpenAsync(default);
        }

        await using var wrong = TestSinks.Device(server.Address, "headphone");
        var error = await Should.ThrowAsync<AudioSinkException>(async () => await wrong.OpenAsync(default));
        error.Code.ShouldBe("device-missing");
        error.Message.ShouldContain("head.phones (Headphones)");
        server.Control("unload-module module-null-sink");
    }

    [SkippableFact]
    public async Task Play_OnANullSinkOfSomebodyElseThatSleeps_WaitsForItInsteadOfGivingUp()
    {
        server.Require();
        // Without norewinds an idle null sink has up to 2 s of silence in front, which it plays to the end first.
        server.Control("load-module module-null-sink sink_name=sleeper");
        await using var sink = TestSinks.Device(server.Address, "sleeper");
        await sink.OpenAsync(default);
        server.Control("set-sink-mute sleeper 1");

        await sink.WriteAsync(MonitorCode.Ramp(24_000), default);
        await sink.WriteAsync(MonitorCode.Ramp(24_000), default);
        await sink.DrainAsync(default);

        sink.Delay.ShouldBe(TimeSpan.Zero);
        server.Control("unload-module module-null-sink");
    }

    [SkippableFact]
    public async Task FadeOut_BeforeAnythingWasHeard_DropsAllAtOnce()
    {
        server.Require();
        server.Control("load-module module-null-sink sink_name=sleeper");
        await using var sink = TestSinks.Device(server.Address, "sleeper");
        await sink.OpenAsync(default);
        await sink.WriteAsync(MonitorCode.Ramp(9_600), default);

        var dropped = await sink.FadeOutAsync(default);

        dropped.ShouldBe(TimeSpan.FromMilliseconds(200));
        sink.Delay.ShouldBe(TimeSpan.Zero);
        server.Control("unload-module module-null-sink");
    }
}
