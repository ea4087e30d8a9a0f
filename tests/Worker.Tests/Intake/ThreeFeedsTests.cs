using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>One thing that three feeds tell, of which only the last names the chat message: what takes that back silences every copy that was made of it.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes of it
public sealed class ThreeFeedsTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly Actor Robin = new("robin", "dashboard");

    private readonly DurableIntakeStage _stage = new();

    public Task InitializeAsync() => _stage.StartAsync();

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    /// <summary>How far the first one is when the better second one comes; how the words are taken back: by a deletion, one that comes before the third feed, or the platform's hold.</summary>
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var state in new[] { "waiting", "playing", "heard", "said again" })
        {
            cases.Add(state, "deleted");
            cases.Add(state, "deleted first");
            cases.Add(state, "held by the platform");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Words_TakenBackByTheThirdFeedsMessage_SilenceTheFirstFeedsCopyToo(string state, string how)
    {
        await _stage.GiveAsync(First("hello"));
        var first = await _stage.OnlyAsync();
        var alive = first.Id;
        if (state is "playing")
        {
            (await _stage.Queue.Take())!.Id.ShouldBe(first.Id);
            await _stage.Queue.MoveAsync(first.Id, [UtteranceState.Synthesizing], new UtteranceChange(UtteranceState.Playing, new StateReason(ReasonCodes.Finished)), default);
        }
        else if (state is "heard" or "said again")
        {
            await _stage.Queue.HearNext();
        }

        await _stage.GiveAsync(Second("hello"));
        if (state is "said again")
        {
            alive = (await _stage.Control.AgainAsync(first.Id, Robin, default)).Utterance!.Id;
        }

        await TakeBackAsync(how, "hello");

        (await _stage.Queue.Now(alive)).State.IsFinal().ShouldBeTrue();
        if (state is "playing" or "said again")
        {
            (await _stage.Queue.Now(alive)).State.ShouldBe(UtteranceState.Cancelled);
        }

        foreach (var one in await _stage.AllAsync())
        {
            await _stage.ShouldBeSilentAsync(one.Id);
        }
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("deleted first")]
    [InlineData("held by the platform")]
    public async Task Release_OfTheFirstFeedsCopy_EndsWithTheThirdFeedsMessage(string how)
    {
        await _stage.GiveAsync(First("a banana"));
        var released = (await _stage.Control.ReleaseAsync((await _stage.OnlyAsync()).Id, Robin, default)).Utterance!;
        await _stage.GiveAsync(Second("a banana"));

        await TakeBackAsync(how, "a banana");

        (await _stage.Queue.Now(released.Id)).State.ShouldBe(UtteranceState.Cancelled);
        foreach (var one in await _stage.AllAsync())
        {
            await _stage.ShouldBeSilentAsync(one.Id);
        }
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("deleted first")]
    public async Task Words_OfWhichTheBestFeedComesLastAndNamesTheMessage_SilenceAllThree(string how)
    {
        var best = Redeemed("third") with { RedemptionId = "r1", Cost = 5, MessageId = "late" };
        await _stage.GiveAsync(Redeemed("first"));
        await _stage.GiveAsync(Redeemed("second") with { Cost = 5 });

        await TakeBackAsync(how, best);

        (await _stage.AllAsync()).Count.ShouldBe(3);
        foreach (var one in await _stage.AllAsync())
        {
            await _stage.ShouldBeSilentAsync(one.Id);
        }
    }

    private PowerUp First(string words) => _stage.Bench.Event(new PowerUp { Feed = "one", Message = MessageText.Plain(words), PowerUpKind = "message_effect" });

    private PowerUp Second(string words) => First(words) with { Feed = "two", Bits = 30 };

    private Redemption Redeemed(string feed) => _stage.Bench.Event(new Redemption { Feed = feed, Message = MessageText.Plain("hello"), RewardId = "w", RewardTitle = "Say it" });

    private Task TakeBackAsync(string how, string words)
    {
        var third = First(words) with { Feed = "three", MessageId = "late" };
        return how is "held by the platform"
            ? _stage.GiveAsync(_stage.Bench.Chat(words) with { MessageId = "late", IsHeld = true })
            : TakeBackAsync(how, third);
    }

    private async Task TakeBackAsync(string how, MessageEvent third)
    {
        var receivedAs = _stage.Recent.NextSequence();
        var deletion = new MessageDeleted { Id = "d-1", Source = "test", Channel = third.Channel, MessageId = third.MessageId };
        if (how is "deleted first")
        {
            await _stage.Control.ModerateAsync(deletion, default);
        }

        await _stage.Intake.TakeAsync(third, receivedAs, default);
        if (how is "deleted")
        {
            await _stage.Control.ModerateAsync(deletion, default);
        }
    }
}
