using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

/// <summary>The key promises once more on PipeWire.</summary>
[Trait("Server", "PipeWire")]
public class PipeWireDeviceSinkTests(PipeWireFixture server) : IClassFixture<PipeWireFixture>
{
    private const string Monitor = "ishowtts.monitor";

    [SkippableFact]
    public async Task Play_TenStartsFromSilence_LosesNotOneSample()
    {
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);

        for (var start = 0; start < 10; start++)
        {
            await sink.WriteAsync(MonitorCode.Ramp(4_800, start * 1_000), default);
            await sink.DrainAsync(default);
            await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(100));
        }

        MonitorCode.Runs(listener.Heard()).Sum(run => run.Frames).ShouldBe(48_000);
    }

    [SkippableFact]
    public async Task FadeOut_OfARunningSound_IsSilentWithin150MillisecondsWithoutAJump()
    {
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);
        var constant = Enumerable.Repeat(0.5f, 48_000 * 2).ToArray();
        var millisecondsToSilence = new List<double>();

        for (var i = 0; i < 5; i++)
        {
            await sink.WriteAsync(constant, default);
            var called = listener.Frames;
            await sink.FadeOutAsync(default);
            await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(150));

            var heard = listener.Heard();
            var lastSound = Array.FindLastIndex(heard, sample => sample != 0) / 2;
            var lastFull = Array.FindLastIndex(heard, sample => sample == 0.5f) / 2;
            millisecondsToSilence.Add((lastSound - called) / 48.0);
            Enumerable.Range(lastFull, lastSound - lastFull + 1).ShouldAllBe(
                frame => heard[frame * 2] - heard[(frame + 1) * 2] >= 0 && heard[frame * 2] - heard[(frame + 1) * 2] < 0.0006f);
        }

        millisecondsToSilence.Order().ElementAt(2).ShouldBeLessThan(150);
    }

    [SkippableFact]
    public async Task FadeOut_ThenWrite_LosesNothingOfWhatComesAfter()
    {
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);

        for (var round = 0; round < 10; round++)
        {
            await sink.WriteAsync(Enumerable.Repeat(0.9f, 24_000 * 2).ToArray(), default);
            await sink.FadeOutAsync(default);
            await sink.WriteAsync(MonitorCode.Ramp(4_800, round * 1_000), default);
            await sink.DrainAsync(default);
        }

        await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(100));
        MonitorCode.Runs(listener.Heard()).Where(run => run.Frames > 1_000).Select(run => (run.FirstIndex, run.Frames))
            .ShouldBe(Enumerable.Range(0, 10).Select(round => (round * 1_000, 4_800)));
    }

    [SkippableFact]
    public async Task FadeOut_NearTheEndOfAMessage_DoesNotWaitForAPieceThatNeverComes()
    {
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);
        var longest = TimeSpan.Zero;

        for (var round = 0; round < 8; round++)
        {
            await sink.WriteAsync(MonitorCode.Ramp(7_200), default);
            await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(70 + round * 13));
            var called = TimeProvider.System.GetTimestamp();
            await sink.FadeOutAsync(default);
            var took = TimeProvider.System.GetElapsedTime(called);
            longest = took > longest ? took : longest;
        }

        longest.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [SkippableFact]
    public async Task Drain_OfAMessageShorterThanAPiece_PlaysItToItsLastSample()
    {
        await using var sink = await OpenAsync();
        await using var listener = await MonitorListener.StartAsync(server.Address, Monitor);

        await sink.WriteAsync(MonitorCode.Ramp(96), default);
        await sink.DrainAsync(default);
        await listener.WaitForMoreAsync(TimeSpan.FromMilliseconds(100));

        MonitorCode.Runs(listener.Heard()).ShouldHaveSingleItem().Frames.ShouldBe(96);
    }

    private async Task<IAudioSink> OpenAsync()
    {
        server.Require();
        var sink = TestSinks.Device(server.Address, keepDevice: true);
        await sink.OpenAsync(default);
        return sink;
    }
}
