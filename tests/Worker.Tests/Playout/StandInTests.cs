using IShowTts.TestKit.Playback;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Playout;

/// <summary>The required sink is lost: where and how often what was said is heard.</summary>
public sealed class StandInTests : IAsyncDisposable
{
    private readonly RecordingSink discord = new("discord");
    private readonly RecordingSink device = new("device");

    public async ValueTask DisposeAsync()
    {
        await discord.DisposeAsync();
        await device.DisposeAsync();
    }

    [Fact]
    public async Task RequiredGone_BeforeAnUtterance_IsHeardOnTheStandInWhenItsTimeHasCome()
    {
        discord.Disappear();
        await using var bench = await StandInBench.StartAsync(discord, device);
        await bench.AskedAsync(StandInBench.FirstRetry); // it is known why
        var cue = await bench.GiveAsync(400);
        await bench.AskedAsync(StandInBench.After);
        bench.Clock.Advance(StandInBench.After - TimeSpan.FromMilliseconds(1));
        var before = device.HeardDuration;
        var waiting = bench.Set.Sinks;

        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var heard = await bench.EndAsync(cue);

        before.ShouldBe(TimeSpan.Zero);
        waiting.Select(static sink => sink.Counts).ShouldBe([true, false]);
        waiting[0].Detail.ShouldEndWith(" It is the required sink, so speech waits; device stands in for it when it was gone for 5 s.");
        waiting[1].Detail.ShouldBeEmpty();
        bench.Set.Sinks.Select(static sink => sink.Counts).ShouldBe([false, true]);
        bench.Set.Sinks[0].Detail.ShouldEndWith(" It is the required sink; device stands in for it.");
        bench.Set.Sinks[1].Detail.ShouldBe("It stands in for discord, which is gone since 00:00:00 UTC: speech is heard here.");
        heard.State.ShouldBe(UtteranceState.Heard);
        heard.Reason.ShouldBe(new StateReason(ReasonCodes.StandIn, "Playout:StandInSink", "Heard on device, as discord was gone."));
        heard.Timings.HeardMs.ShouldBe(400);
        StandInBench.Pieces(device).ShouldBe([(0, 400)]);
        var alarm = bench.Alarms.Current.ShouldHaveSingleItem();
        alarm.Key.ShouldBe("sink:discord");
        alarm.Text.ShouldEndWith("Meanwhile speech is heard on device.");
    }

    [Fact]
    public async Task RequiredLost_InTheMiddle_WithReplay_BeginsAnewOnTheStandIn()
    {
        await using var bench = await StartOpenAsync();
        var cue = await bench.GiveAsync(400, isWhole: false);
        await StandInBench.HeardAsync(discord, 400);

        await LoseAsync(bench, cue);
        await bench.PassAsync();
        var heard = await bench.EndAsync(cue);

        (heard.State, heard.Reason!.Code, heard.Timings.HeardMs).ShouldBe((UtteranceState.Heard, ReasonCodes.StandIn, 1_000));
        var pieces = StandInBench.Pieces(device);
        (pieces.Count, pieces[1]).ShouldBe((2, (0, 1_000)));
        pieces[0].From.ShouldBe(0);
        pieces[0].To.ShouldBeInRange(400, 999, "twice in full");
    }

    [Fact]
    public async Task RequiredLost_InTheMiddle_WithMark_EndsItAndTheNextIsHeardOnTheStandIn()
    {
        await using var bench = await StartOpenAsync(InterruptedPolicy.Mark);
        var cue = await bench.GiveAsync(400, isWhole: false);
        await StandInBench.HeardAsync(discord, 400);

        await LoseAsync(bench, cue);
        var marked = await bench.EndAsync(cue);
        var next = await bench.GiveAsync(200);
        await bench.PassAsync();

        (marked.State, marked.Reason!.Code).ShouldBe((UtteranceState.Failed, ReasonCodes.SinkLost));
        (await bench.EndAsync(next)).Reason!.Code.ShouldBe(ReasonCodes.StandIn);
        StandInBench.Pieces(device)[^1].ShouldBe((0, 200));
    }

    [Fact]
    public async Task RequiredLost_WhenTheStandInHasPlayedItAll_IsNotBegunAgain()
    {
        await using var bench = await StartOpenAsync();
        var cue = await bench.GiveAsync(400, isWhole: false);
        await StandInBench.HeardAsync(discord, 400);
        await StandInBench.HeardAsync(device, 400);

        discord.Disappear();
        cue.Complete();
        await bench.PassAsync();
        var heard = await bench.EndAsync(cue);

        (heard.State, heard.Reason!.Code, heard.Timings.HeardMs).ShouldBe((UtteranceState.Heard, ReasonCodes.StandIn, 400));
        StandInBench.Pieces(device).ShouldBe([(0, 400)]);
    }

    [Fact]
    public async Task RequiredBack_BeforeTheTimeHasCome_IsHeardThereAndNotByTheStandIn()
    {
        discord.Disappear();
        await using var bench = await StandInBench.StartAsync(discord, device);
        var cue = await bench.GiveAsync(400);
        await bench.AskedAsync(StandInBench.After);
        await bench.AskedAsync(StandInBench.FirstRetry);

        discord.Repair();
        bench.Clock.Advance(StandInBench.FirstRetry);
        var heard = await bench.EndAsync(cue);

        heard.Reason!.Code.ShouldBe(ReasonCodes.Finished);
        StandInBench.Pieces(discord).ShouldBe([(0, 400)]);
        bench.Alarms.Current.ShouldBeEmpty();
    }

    [Fact]
    public async Task RequiredBack_InTheMiddle_CountsFromTheNextUtteranceOn()
    {
        discord.Disappear();
        await using var bench = await StandInBench.StartAsync(discord, device);
        var cue = await bench.GiveAsync(400, isWhole: false);
        await bench.PassAsync();
        await StandInBench.HeardAsync(device, 400);

        discord.Repair();
        await bench.OpenAsync(bench.Set.Required);
        var meanwhile = bench.Set.Sinks;
        cue.Append(StandInBench.Audio(600, from: 400));
        cue.Complete();
        var first = await bench.EndAsync(cue);
        var second = await bench.EndAsync(await bench.GiveAsync(200));

        meanwhile.Select(static sink => sink.Counts).ShouldBe([false, true]);
        meanwhile[0].Detail.ShouldBe("device stands in for it until the end of this utterance.");
        (first.Reason!.Code, second.Reason!.Code).ShouldBe((ReasonCodes.StandIn, ReasonCodes.Finished));
        StandInBench.Pieces(device).ShouldBe([(0, 1_000), (0, 200)]);
        StandInBench.Pieces(discord).ShouldBe([(400, 1_000), (0, 200)]);
        bench.Set.Sinks.Select(static sink => sink.Counts).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StandInLostToo_BeginsAnewOnWhicheverComesFirst(bool isRequiredFirst)
    {
        discord.Disappear();
        await using var bench = await StandInBench.StartAsync(discord, device);
        await bench.AskedAsync(StandInBench.FirstRetry); // that of the required one
        var cue = await bench.GiveAsync(400, isWhole: false);
        await bench.PassAsync();
        await StandInBench.HeardAsync(device, 400);

        device.Disappear();
        cue.Append(StandInBench.Audio(600, from: 400));
        cue.Complete();
        await bench.AskedAsync(StandInBench.FirstRetry); // it is closed
        var first = isRequiredFirst ? discord : device;
        first.Repair();
        await bench.OpenAsync(bench.Set.Pumps.Single(pump => pump.Name == first.Name));
        var heard = await bench.EndAsync(cue);

        (heard.State, heard.Reason!.Code).ShouldBe((UtteranceState.Heard, isRequiredFirst ? ReasonCodes.Finished : ReasonCodes.StandIn));
        StandInBench.Pieces(first).ShouldBe(isRequiredFirst ? [(0, 1_000)] : [(0, 400), (0, 1_000)]);
        bench.Alarms.Current.Select(static alarm => alarm.Key).ShouldBe([isRequiredFirst ? "sink:device" : "sink:discord"]);
    }

    [Fact]
    public async Task Deleted_WhileItWaitsForTheStandIn_IsNeverHeard()
    {
        await using var bench = await StartOpenAsync();
        var lost = await bench.GiveAsync(400, isWhole: false);
        await StandInBench.HeardAsync(discord, 400);
        await LoseAsync(bench, lost);
        var waiting = await bench.GiveAsync(300);
        await bench.AskedAsync(StandInBench.After);
        var before = StandInBench.Pieces(device);

        await bench.CancelAsync(lost, UtteranceState.Cancelled, ReasonCodes.MessageDeleted);
        await bench.AskedAsync(StandInBench.After); // the one behind it
        await bench.CancelAsync(waiting, UtteranceState.Cancelled, ReasonCodes.MessageDeleted);
        var next = await bench.GiveAsync(200);
        await bench.PassAsync();
        await bench.EndAsync(next);

        StandInBench.Pieces(device).ShouldBe([.. before, (0, 200)]);
    }

    [Fact]
    public async Task Skipped_OnTheStandIn_FadesThereAndTheNextIsHeardThere()
    {
        discord.Disappear();
        await using var bench = await StandInBench.StartAsync(discord, device);
        var cue = await bench.GiveAsync(400, isWhole: false);
        await bench.PassAsync();
        await StandInBench.HeardAsync(device, 400);

        await bench.CancelAsync(cue, UtteranceState.Skipped, ReasonCodes.SkippedByPerson);
        await device.WaitUntilAsync(static sink => sink.Fades > 0).WaitAsync(StandInBench.Limit);
        cue.Append(StandInBench.Audio(600, from: 400));
        var next = await bench.EndAsync(await bench.GiveAsync(200));

        next.Reason!.Code.ShouldBe(ReasonCodes.StandIn);
        StandInBench.Pieces(device).ShouldBe([(0, 400), (0, 200)]);
    }

    private async Task LoseAsync(StandInBench bench, Cue cue)
    {
        discord.Disappear();
        cue.Append(StandInBench.Audio(600, from: 400));
        cue.Complete();
        await bench.AskedAsync(StandInBench.FirstRetry);
    }

    private async Task<StandInBench> StartOpenAsync(InterruptedPolicy policy = InterruptedPolicy.Replay)
    {
        var bench = await StandInBench.StartAsync(discord, device, policy);
        foreach (var pump in bench.Set.Pumps)
        {
            await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(StandInBench.Limit);
        }

        return bench;
    }
}
