using IShowTts.Integrations.Playback;
using IShowTts.TestKit;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Playout;

public sealed class SinkSetTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private readonly float[] block = [.. Enumerable.Repeat(0.5f, 1_920)];
    private readonly AlarmBoard alarms = new(TimeProvider.System, NullLogger<AlarmBoard>.Instance);

    [Fact]
    public async Task Cue_OfAKindThatASinkDoesNotTake_IsNotHeardThereAndNotWaitedFor()
    {
        var speakers = new RecordingSink("speakers");
        var money = new ChannelSink("money", "donation", "power-up");
        await using var set = await StartAsync("", speakers, money);

        await PlayAsync(set, "u1", UtteranceKind.Chat);
        await PlayAsync(set, "u2", UtteranceKind.Donation);
        money.Recording.Stall();
        await PlayAsync(set, "u3", UtteranceKind.Chat);

        speakers.HeardDuration.ShouldBe(TimeSpan.FromMilliseconds(60));
        money.Begun.ShouldBe(["u2"]);
        money.Recording.HeardDuration.ShouldBe(TimeSpan.FromMilliseconds(20));
        money.Recording.Drains.ShouldBe(1);
        alarms.Current.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("money")]
    public void RequiredSink_ThatTakesOnlySomeKinds_IsAnErrorThatNamesTheKeyAndTheCure(string required)
    {
        var error = Should.Throw<OptionsValidationException>(() => New(required, new ChannelSink("money", "donation"), new RecordingSink("speakers")));

        error.Failures.ShouldHaveSingleItem().ShouldStartWith("Playout:RequiredSink: money takes only some kinds of utterance, and the required sink must take all");
        error.Message.ShouldContain("name another sink in Playout:RequiredSink");
    }

    [Fact]
    public async Task Sink_ThatNobodyHears_IsIdleWithoutAnAlarm_AndOpensWhenSomebodyComes()
    {
        var channel = new ChannelSink("channel");
        await using var set = await StartAsync("", channel);
        var raised = 0;
        alarms.Changed += () => Interlocked.Increment(ref raised);

        channel.Empty();
        await channel.Waiting.WaitAsync(Limit);

        set.Sinks[0].ShouldBe(new SinkReport("channel", false, "Nobody is in General. It is the required sink, so speech waits until then.") { IsIdle = true, IsRequired = true, Counts = true });
        channel.Empty(alone: false);
        await set.Required.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        set.Sinks[0].ShouldBe(new SinkReport("channel", true, "in General with 1 listener") { IsRequired = true, Counts = true });
        raised.ShouldBe(0);
    }

    [Fact]
    public async Task SinkThatWasLeftBehind_SaysNothingOfAMessage_OnceThatEnded()
    {
        var speakers = new RecordingSink("speakers");
        var discord = new HeldSink("discord:main");
        await using var set = await StartAsync("speakers", speakers, discord);
        set.BeginCue("a", UtteranceKind.Donation);
        for (var i = 0; i < 40; i++)
        {
            (await set.WriteAsync(block, CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeTrue();
        }

        (await set.DrainAsync(CancellationToken.None).WaitAsync(Limit)).ShouldBeTrue();
        discord.Release();
        set.BeginCue("b", UtteranceKind.Donation);
        var second = Enumerable.Repeat(0.25f, 1_920).ToArray();
        (await set.WriteAsync(second, CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeTrue();
        (await set.DrainAsync(CancellationToken.None).WaitAsync(Limit)).ShouldBeTrue();

        speakers.Heard.Length.ShouldBe(41 * block.Length);
        discord.Heard.ShouldBe(second);
    }

    [Fact]
    public async Task SinkThatDoesNotCount_InTroubleAtTheEnd_HoldsUpTheShowNoLongerThanItsPatience()
    {
        var clock = new WatchedClock();
        var discord = new HeldSink("discord:main");
        await using var set = await StartAsync("speakers", clock, new RecordingSink("speakers"), discord);
        set.BeginCue("a", UtteranceKind.Donation);
        (await set.WriteAsync(block, CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeTrue();
        await discord.Written.WaitAsync(Limit);

        var drain = set.DrainAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(Limit);
        var wait = await clock.Asked(static length => length > Patience && length < Limit, limit.Token);
        drain.IsCompleted.ShouldBeFalse();
        clock.Advance(wait);

        (await drain.WaitAsync(Limit)).ShouldBeTrue();
        discord.Release();
        discord.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task RequiredSink_ThatIsGone_SaysThatAllSpeechWaitsForIt_AndTheCure()
    {
        var device = new RecordingSink("device");
        device.Disappear();
        await using var set = New("", device, new RecordingSink("other"));
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        alarms.Changed += () => raised.TrySetResult();

        set.Start();
        await raised.Task.WaitAsync(Limit);

        set.Sinks[0].Detail.ShouldEndWith("It is the required sink, so all speech waits for it: let Playout:RequiredSink name the one that must always play, or Playout:StandInSink one that plays meanwhile.");
        set.Sinks[1].Detail.ShouldNotContain("required");
    }

    [Fact]
    public async Task Sink_ThatIsLostWhileItOpens_IsNotTakenForOpen()
    {
        var channel = new ChannelSink("channel")
        {
            OnOpened = static sink =>
            {
                sink.OnOpened = null;
                sink.Empty();
            },
        };
        await using var set = New("", channel);

        set.Start();
        await channel.Waiting.WaitAsync(Limit);

        set.Required.IsOpen.ShouldBeFalse();
        set.Required.IsIdle.ShouldBeTrue();
    }

    [Fact]
    public async Task SinkThatCounts_LostAndOpenedAgainBetweenTwoCalls_HasNotHeardTheCue()
    {
        var channel = new ChannelSink("channel");
        await using var set = await StartAsync("", channel);
        set.BeginCue("a", UtteranceKind.Chat);
        (await set.WriteAsync(block, CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeTrue();

        channel.Empty();
        await channel.Waiting.WaitAsync(Limit);
        channel.Empty(alone: false);
        await set.Required.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);

        (await set.WriteAsync(block, CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeFalse();
        (await set.DrainAsync(CancellationToken.None).WaitAsync(Limit)).ShouldBeFalse();
        (await set.FadeOutAsync().WaitAsync(Limit)).ShouldBeNull();
        await PlayAsync(set, "a", UtteranceKind.Chat);
    }

    private SinkSet New(string required, params IAudioSink[] sinks) => New(required, TimeProvider.System, sinks);

    private SinkSet New(string required, TimeProvider clock, params IAudioSink[] sinks) => new(
        sinks,
        Options.Create(new PlayoutOptions { RequiredSink = required, ReopenMilliseconds = 100, SinkPatienceMilliseconds = (int)Patience.TotalMilliseconds }),
        clock,
        alarms,
        NullLogger<SinkSet>.Instance);

    private Task<SinkSet> StartAsync(string required, params IAudioSink[] sinks) => StartAsync(required, TimeProvider.System, sinks);

    private async Task<SinkSet> StartAsync(string required, TimeProvider clock, params IAudioSink[] sinks)
    {
        var set = New(required, clock, sinks);
        set.Start();
        foreach (var pump in set.Pumps)
        {
            await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        }

        return set;
    }

    private async Task PlayAsync(SinkSet set, string id, UtteranceKind kind)
    {
        set.BeginCue(id, kind);
        (await set.WriteAsync(block, CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeTrue();
        (await set.DrainAsync(CancellationToken.None).WaitAsync(Limit)).ShouldBeTrue();
    }
}
