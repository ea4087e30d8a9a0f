using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>One thing that three feeds tell, of which only the last names the chat message: what takes that back silences every copy that was made of it.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes them
public sealed class ThreeFeedsTests : IAsyncLifetime, IAuditLog, IChatCommands
#pragma warning restore CA1001
{
    private static readonly Actor Robin = new("robin", "dashboard");

    private readonly SqliteQueueHome _home = new();
    private readonly NowPlaying _nowPlaying = new();
    private readonly ComposerBench _bench = new(("Filters:BlockedWords:Words:0", "banana"));
    private readonly ActiveCues _active = new();
    private RecentModeration _recent = null!;
    private SpeechControl _control = null!;
    private EventIntake _intake = null!;

    private IUtteranceQueue Queue => _home.Queue;

    public async Task InitializeAsync()
    {
        _home.Time.SetUtcNow(ComposerBench.Start);
        await _home.OpenAsync();
        _recent = new RecentModeration(_home.Time);
        _control = new SpeechControl(Queue, _active, _nowPlaying, new SpeechGate(), _recent, _bench.Composer, (IRedemptionLedger)Queue, _home.Time, this);
        _intake = new EventIntake(_bench.Composer, Queue, _recent, this, new TwinKeeper(Queue, _active), [], _home.Time, NullLogger<EventIntake>.Instance);
    }

    public async Task DisposeAsync()
    {
        _nowPlaying.Dispose();
        await _home.DisposeAsync();
    }

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
        await GiveAsync(First("hello"));
        var first = await OnlyAsync();
        var alive = first.Id;
        if (state is "playing")
        {
            (await Queue.Take())!.Id.ShouldBe(first.Id);
            await Queue.MoveAsync(first.Id, [UtteranceState.Synthesizing], new UtteranceChange(UtteranceState.Playing, new StateReason(ReasonCodes.Finished)), default);
        }
        else if (state is "heard" or "said again")
        {
            await Queue.HearNext();
        }

        await GiveAsync(Second("hello"));
        if (state is "said again")
        {
            alive = (await _control.AgainAsync(first.Id, Robin, default)).Utterance!.Id;
        }

        await TakeBackAsync(how, "hello");

        (await Queue.Now(alive)).State.IsFinal().ShouldBeTrue();
        if (state is "playing" or "said again")
        {
            (await Queue.Now(alive)).State.ShouldBe(UtteranceState.Cancelled);
        }

        foreach (var one in await AllAsync())
        {
            await ShouldBeSilentAsync(one.Id);
        }
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("deleted first")]
    [InlineData("held by the platform")]
    public async Task Release_OfTheFirstFeedsCopy_EndsWithTheThirdFeedsMessage(string how)
    {
        await GiveAsync(First("a banana"));
        var released = (await _control.ReleaseAsync((await OnlyAsync()).Id, Robin, default)).Utterance!;
        await GiveAsync(Second("a banana"));

        await TakeBackAsync(how, "a banana");

        (await Queue.Now(released.Id)).State.ShouldBe(UtteranceState.Cancelled);
        foreach (var one in await AllAsync())
        {
            await ShouldBeSilentAsync(one.Id);
        }
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("deleted first")]
    public async Task Words_OfWhichTheBestFeedComesLastAndNamesTheMessage_SilenceAllThree(string how)
    {
        var best = Redeemed("third") with { RedemptionId = "r1", Cost = 5, MessageId = "late" };
        await GiveAsync(Redeemed("first"));
        await GiveAsync(Redeemed("second") with { Cost = 5 });

        await TakeBackAsync(how, best);

        (await AllAsync()).Count.ShouldBe(3);
        foreach (var one in await AllAsync())
        {
            await ShouldBeSilentAsync(one.Id);
        }
    }

    ValueTask IAuditLog.WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken) => default;

    ValueTask IAuditLog.WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => default;

    ValueTask<bool> IChatCommands.HandleAsync(ChatMessage message, CancellationToken cancellationToken) => new(false);

    private PowerUp First(string words) => _bench.Event(new PowerUp { Feed = "one", Message = MessageText.Plain(words), PowerUpKind = "message_effect" });

    private PowerUp Second(string words) => First(words) with { Feed = "two", Bits = 30 };

    private Redemption Redeemed(string feed) => _bench.Event(new Redemption { Feed = feed, Message = MessageText.Plain("hello"), RewardId = "w", RewardTitle = "Say it" });

    private Task TakeBackAsync(string how, string words)
    {
        var third = First(words) with { Feed = "three", MessageId = "late" };
        return how is "held by the platform"
            ? GiveAsync(_bench.Chat(words) with { MessageId = "late", IsHeld = true })
            : TakeBackAsync(how, third);
    }

    private async Task TakeBackAsync(string how, MessageEvent third)
    {
        var receivedAs = _recent.NextSequence();
        var deletion = new MessageDeleted { Id = "d-1", Source = "test", Channel = third.Channel, MessageId = third.MessageId };
        if (how is "deleted first")
        {
            await _control.ModerateAsync(deletion, default);
        }

        await _intake.TakeAsync(third, receivedAs, default);
        if (how is "deleted")
        {
            await _control.ModerateAsync(deletion, default);
        }
    }

    private async Task GiveAsync(StreamEvent streamEvent)
    {
        _home.Time.Advance(TimeSpan.FromMilliseconds(1));
        await _intake.TakeAsync(streamEvent, _recent.NextSequence(), default);
    }

    private async Task<IReadOnlyList<Utterance>> AllAsync() => await Queue.ListAsync(new UtteranceQuery(Limit: 500), default);

    private async Task<Utterance> OnlyAsync() => (await AllAsync()).ShouldHaveSingleItem();

    private async Task ShouldBeSilentAsync(string id)
    {
        (await _control.ReleaseAsync(id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.TakenBack);
        (await _control.AgainAsync(id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.TakenBack);
        (await Queue.Take()).ShouldBeNull();
    }
}
