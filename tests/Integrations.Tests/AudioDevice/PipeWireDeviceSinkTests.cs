using IShowTts.TestKit.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

/// <summary>On PipeWire: the promises of every server, and what only its pieces can break.</summary>
[Trait("Server", "PipeWire")]
public class PipeWireDeviceSinkTests(PipeWireFixture server) : DeviceSinkPromises, IClassFixture<PipeWireFixture>
{
    protected override string Address => server.Address;

    // WirePlumber goes on with one device better than with one made anew for each test.
    protected override bool KeepDevice => true;

    protected override TimeSpan Rest => TimeSpan.FromMilliseconds(150);

    protected override void Require() => server.Require();

    protected override void CheckStarts(IReadOnlyList<(int At, int FirstIndex, int Frames)> runs) => runs.Sum(run => run.Frames).ShouldBe(48_000);

    [SkippableFact]
    public async Task FadeOut_ThenWrite_LosesNothingOfWhatComesAfter()
    {
        await using var sink = await OpenAsync();
        await using var listener = await ListenAsync();

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
        await using var listener = await ListenAsync();
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
}
