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

        set.Sinks[0].ShouldBe(new SinkReport("channel", false, "Nobody is in General. It is the required sink, so speech waits until then.") { IsIdle = true, IsRequired = true });
        channel.Empty(alone: false);
        await set.Required.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        set.Sinks[0].ShouldBe(new SinkReport("channel", true, "in General with 1 listener") { IsRequired = true });
        raised.ShouldBe(0);
    }

    private SinkSet New(string required, params IShowTts.Integrations.Playback.IAudioSink[] sinks) => new(
        sinks, Options.Create(new PlayoutOptions { RequiredSink = required, ReopenMilliseconds = 100 }), TimeProvider.System, alarms, NullLogger<SinkSet>.Instance);

    private async Task<SinkSet> StartAsync(string required, params IShowTts.Integrations.Playback.IAudioSink[] sinks)
    {
        var set = New(required, sinks);
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
