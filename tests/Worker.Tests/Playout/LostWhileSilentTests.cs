using IShowTts.TestKit.Playback;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Playout;

/// <summary>What happens to the sink that counts, or to the message, while the player waits for something else.</summary>
public sealed class LostWhileSilentTests : IAsyncDisposable, IUtteranceDoubts
{
    private readonly ChannelSink discord = new("discord") { TakesBack = true };
    private readonly RecordingSink device = new("device");
    private volatile bool isDoubted;

    event Action? IUtteranceDoubts.Settled
    {
        add { }
        remove { }
    }

    bool IUtteranceDoubts.IsAny => isDoubted;

    bool IUtteranceDoubts.IsDoubted(Utterance utterance) => isDoubted;

    public async ValueTask DisposeAsync()
    {
        await discord.DisposeAsync();
        await device.DisposeAsync();
    }

    [Fact]
    public async Task LostAndBack_WhileSynthesisIsSlow_IsPlayedAgain()
    {
        await using var bench = await StartAsync();
        var cue = await LoseAsync(bench);

        await ComeBackAsync(bench);
        Finish(cue);
        await bench.EndAsync(cue);

        StandInBench.Pieces(discord.Recording).ShouldBe([(0, 400), (0, 1_000)]);
    }

    [Fact]
    public async Task Lost_AndPausedBeforeThePlayerKnows_GoesOnWhereItWasHeardAndNotWhereItWasTold()
    {
        await using var bench = await StartAsync();
        var cue = await LoseAsync(bench);

        await PauseAsync(bench);
        await ComeBackAsync(bench);
        Finish(cue);
        bench.NowPlaying.Resume();
        await bench.EndAsync(cue);

        StandInBench.Pieces(discord.Recording).ShouldBe([(0, 400), (0, 1_000)]);
    }

    [Fact]
    public async Task Paused_WhileItWaitsForASink_NothingLeavesBeforeItGoesOn()
    {
        discord.Empty();
        await using var bench = await StandInBench.StartAsync(discord, device);
        var cue = await bench.GiveAsync(400);
        await bench.AskedAsync(StandInBench.After);

        bench.NowPlaying.Pause().ShouldBeTrue();
        bench.Clock.Advance(StandInBench.After);
        await device.WaitUntilAsync(static sink => sink.Fades == 1).WaitAsync(StandInBench.Limit);

        device.Writes.ShouldBe(0);
        bench.NowPlaying.Resume();
        await bench.EndAsync(cue);
        StandInBench.Pieces(device).ShouldBe([(0, 400)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Doubted_WhenItWouldBeHeardAgain_WaitsInTheQueue(bool isPaused)
    {
        await using var bench = await StartAsync();
        var cue = await LoseAsync(bench);
        if (isPaused)
        {
            await PauseAsync(bench);
        }

        isDoubted = true;
        await ComeBackAsync(bench);
        Finish(cue);
        bench.NowPlaying.Resume();

        (await PutBackAsync(bench, cue)).Reason!.Code.ShouldBe(ReasonCodes.Requeued);
        StandInBench.Pieces(discord.Recording).ShouldBe([(0, 400)]);
    }

    private static void Finish(Cue cue)
    {
        cue.Append(StandInBench.Audio(600, from: 400));
        cue.Complete();
    }

    private static async Task<Utterance> PutBackAsync(StandInBench bench, Cue cue)
    {
        using var limit = new CancellationTokenSource(StandInBench.Limit);
        var hasPlayed = false;
        await foreach (var transition in bench.Queue.WatchAsync(0, limit.Token))
        {
            var state = transition.Utterance.Id == cue.Utterance.Id ? transition.Utterance.State : UtteranceState.Held;
            hasPlayed |= state == UtteranceState.Playing;
            if (hasPlayed && state != UtteranceState.Playing)
            {
                return transition.Utterance;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    private async Task<StandInBench> StartAsync()
    {
        var bench = await StandInBench.StartAsync(discord, device, doubts: this);
        foreach (var pump in bench.Set.Pumps)
        {
            await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(StandInBench.Limit);
        }

        return bench;
    }

    /// <summary>Gives a cue whose synthesis stops in the middle, lets all there is be heard, and loses the sink.</summary>
    private async Task<Cue> LoseAsync(StandInBench bench)
    {
        var cue = await bench.GiveAsync(400, isWhole: false);
        await StandInBench.HeardAsync(discord.Recording, 400);
        await StandInBench.HeardAsync(device, 400);
        discord.Empty();
        await bench.AskedAsync(StandInBench.FirstRetry);
        return cue;
    }

    private async Task ComeBackAsync(StandInBench bench)
    {
        discord.Empty(alone: false);
        await bench.OpenAsync(bench.Set.Required);
    }

    /// <summary>Holds; what is open has faded then.</summary>
    private async Task PauseAsync(StandInBench bench)
    {
        bench.NowPlaying.Pause().ShouldBeTrue();
        await device.WaitUntilAsync(static sink => sink.Fades == 1).WaitAsync(StandInBench.Limit);
    }
}
