using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

public class PulseDeviceSinkTests(PulseServerFixture server) : IClassFixture<PulseServerFixture>
{
    private const string Monitor = "ishowtts.monitor";

    [SkippableFact]
    public async Task Play_TenStartsFromSilence_LosesNotOneSample()
    {
        server.Require();
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);

        for (var start = 0; start < 10; start++)
        {
            await sink.WriteAsync(MonitorCode.Ramp(4_800, start * 1_000), default);
            await sink.DrainAsync(default);
            await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(60));
        }

        MonitorCode.Runs(listener.Heard()).Select(run => (run.FirstIndex, run.Frames))
            .ShouldBe(Enumerable.Range(0, 10).Select(start => (start * 1_000, 4_800)));
    }

    [SkippableFact]
    public async Task Play_InBlocksOfTwentyMilliseconds_HasNoGap()
    {
        server.Require();
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);

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
    public async Task Play_MessageShorterThanThePreBuffer_IsHeardAtOnce()
    {
        server.Require();
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);

        await sink.WriteAsync(MonitorCode.Ramp(96), default);
        await sink.DrainAsync(default);
        await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(60));

        MonitorCode.Runs(listener.Heard()).ShouldHaveSingleItem().Frames.ShouldBe(96);
    }

    [SkippableFact]
    public async Task FadeOut_OfARunningSound_IsSilentWithin150MillisecondsWithoutAJump()
    {
        server.Require();
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);
        var constant = Enumerable.Repeat(0.5f, 48_000 * 2).ToArray();
        var millisecondsToSilence = new List<double>();

        for (var i = 0; i < 5; i++)
        {
            await sink.WriteAsync(constant, default);
            var called = listener.Frames;
            await sink.FadeOutAsync(default);
            await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(100));

            var heard = listener.Heard();
            var lastSound = Array.FindLastIndex(heard, sample => sample != 0) / 2;
            var lastFull = Array.FindLastIndex(heard, sample => sample == 0.5f) / 2;
            millisecondsToSilence.Add((lastSound - called) / 48.0);
            (lastSound - lastFull).ShouldBeInRange(48 * 26, 48 * 30);
            Enumerable.Range(lastFull, lastSound - lastFull + 1).ShouldAllBe(
                frame => heard[frame * 2] - heard[(frame + 1) * 2] >= 0 && heard[frame * 2] - heard[(frame + 1) * 2] < 0.0006f);
        }

        millisecondsToSilence.Order().ElementAt(2).ShouldBeLessThan(150);
    }

    [SkippableFact]
    public async Task FadeOut_OfACodedSound_GoesOnWithExactlyTheNextSample()
    {
        server.Require();
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);

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
        server.Require();
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);
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
        server.Require();
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);
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

    private async Task<IAudioSink> OpenAsync()
    {
        var sink = TestSinks.Device(server.Address);
        await sink.OpenAsync(default);
        return sink;
    }
}
