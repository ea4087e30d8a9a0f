using IShowTts.TestKit.Playback;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Playout;

/// <summary>The required sink goes or comes while an utterance is on hold.</summary>
public sealed class StandInPauseTests : IAsyncDisposable
{
    private readonly ChannelSink discord = new("discord");
    private readonly RecordingSink device = new("device");

    public async ValueTask DisposeAsync()
    {
        await discord.DisposeAsync();
        await device.DisposeAsync();
    }

    [Fact]
    public async Task RequiredEmpty_DuringAPause_GoesOnOnTheStandInWhereThatHadComeTo()
    {
        await using var bench = await StandInBench.StartAsync(discord, device);
        foreach (var pump in bench.Set.Pumps)
        {
            await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(StandInBench.Limit);
        }

        var cue = await bench.GiveAsync(400, isWhole: false);
        await PauseAsync(bench, discord.Recording);
        discord.Empty();
        await bench.AskedAsync(StandInBench.FirstRetry);
        cue.Append(StandInBench.Audio(600, from: 400));
        cue.Complete();
        bench.NowPlaying.Resume();
        await bench.PassAsync();
        var heard = await bench.EndAsync(cue);

        (heard.State, heard.Reason!.Code, heard.Timings.HeardMs).ShouldBe((UtteranceState.Heard, ReasonCodes.StandIn, 1_000));
        StandInBench.Pieces(device).ShouldBe([(0, 400), (410, 1_000)]);
        bench.Alarms.Current.ShouldBeEmpty("Nobody in the channel is no fault.");
        bench.Set.Sinks[0].Detail.ShouldBe("Nobody is in General. It is the required sink; device stands in for it.");
    }

    [Fact]
    public async Task RequiredEmpty_DuringAPause_BeginsAnewOnAStandInThatMissedTheBeginning()
    {
        device.Disappear();
        await using var bench = await StandInBench.StartAsync(discord, device);
        await bench.Set.Required.WaitOpenAsync(CancellationToken.None).WaitAsync(StandInBench.Limit);
        await bench.AskedAsync(StandInBench.FirstRetry); // the device's
        var cue = await bench.GiveAsync(200, isWhole: false);
        await StandInBench.HeardAsync(discord.Recording, 200);
        device.Repair();
        await bench.OpenAsync(bench.Set.Pumps[1]);
        cue.Append(StandInBench.Audio(200, from: 200));
        await PauseAsync(bench, discord.Recording, onDevice: 200);

        discord.Empty();
        await bench.AskedAsync(StandInBench.FirstRetry);
        cue.Append(StandInBench.Audio(600, from: 400));
        cue.Complete();
        bench.NowPlaying.Resume();
        await bench.PassAsync();
        await bench.EndAsync(cue);

        StandInBench.Pieces(device).ShouldBe([(200, 400), (0, 1_000)]);
    }

    [Fact]
    public async Task RequiredBack_DuringAPause_GoesOnOnTheStandInAndCountsFromTheNextOn()
    {
        discord.Empty();
        await using var bench = await StandInBench.StartAsync(discord, device);
        var cue = await bench.GiveAsync(400, isWhole: false);
        await bench.PassAsync();
        await PauseAsync(bench, device);

        discord.Empty(alone: false);
        await bench.OpenAsync(bench.Set.Required);
        cue.Append(StandInBench.Audio(600, from: 400));
        cue.Complete();
        bench.NowPlaying.Resume();
        var first = await bench.EndAsync(cue);
        var second = await bench.EndAsync(await bench.GiveAsync(200));

        (first.Reason!.Code, second.Reason!.Code).ShouldBe((ReasonCodes.StandIn, ReasonCodes.Finished));
        StandInBench.Pieces(device).ShouldBe([(0, 400), (410, 1_000), (0, 200)]);
        StandInBench.Pieces(discord.Recording)[^1].ShouldBe((0, 200));
    }

    /// <summary>Holds once all that is there was heard: by the one that counts, and by the stand-in.</summary>
    private async Task PauseAsync(StandInBench bench, RecordingSink counting, int onDevice = 400)
    {
        await StandInBench.HeardAsync(counting, 400);
        await StandInBench.HeardAsync(device, onDevice);
        bench.NowPlaying.Pause().ShouldBeTrue();
        await counting.WaitUntilAsync(static sink => sink.Fades == 1).WaitAsync(StandInBench.Limit);
        await device.WaitUntilAsync(static sink => sink.Fades == 1).WaitAsync(StandInBench.Limit);
    }
}
