using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>Nothing that was moderated is heard by "again" or "release", whichever comes first: through the real intake, the real control and the real queue file.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes them
public sealed class ModeratedFirstTests : IAsyncLifetime, IAuditLog, IChatCommands
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

    private SqliteUtteranceQueue Queue => (SqliteUtteranceQueue)_home.Queue;

    public async Task InitializeAsync()
    {
        _home.Time.SetUtcNow(ComposerBench.Start);
        await RestartAsync();
    }

    public async Task DisposeAsync()
    {
        _nowPlaying.Dispose();
        await _home.DisposeAsync();
    }

    [Theory]
    [InlineData("deleted", false)]
    [InlineData("deleted", true)]
    [InlineData("banned", false)]
    [InlineData("cleared", true)]
    public async Task Chat_ThatARuleRejectsAfterItWasModerated_IsNeverReleased(string how, bool isRestarted)
    {
        var chat = _bench.Chat("a banana");
        var receivedAs = _recent.NextSequence();
        await _control.ModerateAsync(Moderation(how, chat), default);

        await _intake.TakeAsync(chat, receivedAs, default);
        if (isRestarted)
        {
            await RestartAsync();
        }

        var refused = await OnlyAsync();
        (refused.State, refused.Reason!.Code).ShouldBe((UtteranceState.Rejected, ReasonCodes.BlockedWord));
        await ShouldBeSilentAsync(refused.Id);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("banned")]
    public async Task Redemption_HeardBeforeItsChatCopyWhichWasModeratedFirst_IsNotSaidAgain(string how)
    {
        await GiveAsync(Redeemed("hello"));
        var heard = (await Queue.HearNext())!;
        var copy = ChatCopy("hello");
        var receivedAs = _recent.NextSequence();
        await _control.ModerateAsync(Moderation(how, copy), default);

        await _intake.TakeAsync(copy, receivedAs, default);

        await ShouldBeSilentAsync(heard.Id);
    }

    [Fact]
    public async Task Redemption_SaidAgainWhenItsDeletedChatCopyComes_EndsToo()
    {
        await GiveAsync(Redeemed("hello"));
        var heard = (await Queue.HearNext())!;
        var again = (await _control.AgainAsync(heard.Id, Robin, default)).Utterance!;
        var copy = ChatCopy("hello");
        await _control.ModerateAsync(Moderation("deleted", copy), default);

        await GiveAsync(copy);

        (await Queue.Now(again.Id)).State.ShouldBe(UtteranceState.Cancelled);
        await ShouldBeSilentAsync(heard.Id);
    }

    [Fact]
    public async Task Redemption_HeardBeforeThePlatformHoldsItsWords_IsNotSaidAgain()
    {
        await GiveAsync(Redeemed("hello") with { RedemptionId = null });
        var heard = (await Queue.HearNext())!;

        await GiveAsync(_bench.Chat("hello") with { IsHeld = true });

        await ShouldBeSilentAsync(heard.Id);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("banned")]
    [InlineData("cleared")]
    public async Task Release_OfARedemptionWhoseChatCopyIsLinkedThenAndModerated_EndsWithIt(string how)
    {
        await GiveAsync(Redeemed("a banana"));
        var released = (await _control.ReleaseAsync((await OnlyAsync()).Id, Robin, default)).Utterance!;
        released.MessageId.ShouldBeEmpty();
        var copy = ChatCopy("a banana");
        await GiveAsync(copy);

        await _control.ModerateAsync(Moderation(how, copy), default);

        (await Queue.Now(released.Id)).State.ShouldBe(UtteranceState.Cancelled);
        await ShouldBeSilentAsync(released.Id);
        await ShouldBeSilentAsync(released.OriginId!);
    }

    [Fact]
    public async Task Chat_HeardBeforeItsBetterTwinWhichWasDeletedFirst_IsNotSaidAgain()
    {
        var lesser = _bench.Event(new PowerUp { Feed = "one", Message = MessageText.Plain("hello"), PowerUpKind = "message_effect" });
        await GiveAsync(lesser);
        var heard = (await Queue.HearNext())!;
        var better = lesser with { Id = "better", Feed = "two", Bits = 30, MessageId = "late" };
        await _control.ModerateAsync(Moderation("deleted", better), default);

        await GiveAsync(better);

        await ShouldBeSilentAsync(heard.Id);
        (await AllAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Redemption_WhosePointsWentBackFirst_IsReleasedAllTheSame()
    {
        var redeemed = Redeemed("a banana");
        await _control.ModerateAsync(
            new RedemptionChanged { Id = "r-1", Source = "test", Channel = "chan", RedemptionId = redeemed.RedemptionId!, IsCancelled = true }, default);

        await GiveAsync(redeemed);

        (await _control.ReleaseAsync((await OnlyAsync()).Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.Added, "the words were not taken back");
    }

    ValueTask IAuditLog.WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken) => default;

    ValueTask IAuditLog.WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => default;

    ValueTask<bool> IChatCommands.HandleAsync(ChatMessage message, CancellationToken cancellationToken) => new(false);

    private static ModerationEvent Moderation(string how, MessageEvent of) => how switch
    {
        "deleted" => new MessageDeleted { Id = "d-1", Source = "test", Channel = of.Channel, MessageId = of.MessageId },
        "banned" => new ViewerSilenced { Id = "b-1", Source = "test", Channel = of.Channel, ViewerId = of.Viewer.Id, Login = of.Viewer.Login },
        _ => new ChatCleared { Id = "c-1", Source = "test", Channel = of.Channel },
    };

    private Redemption Redeemed(string words) =>
        _bench.Event(new Redemption { Feed = "add", Message = MessageText.Plain(words), RewardId = "w", RewardTitle = "Say it", RedemptionId = "r1", Cost = 5 });

    private Redemption ChatCopy(string words) => Redeemed(words) with { Feed = "chat", MessageId = "copy", RedemptionId = null, Cost = 0 };

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

    /// <summary>As after a kill: only the file remembers.</summary>
    private async Task RestartAsync()
    {
        await _home.OpenAsync();
        _recent = new RecentModeration(_home.Time);
        _control = new SpeechControl(Queue, _active, _nowPlaying, new SpeechGate(), _recent, _bench.Composer, Queue, _home.Time, this);
        _intake = new EventIntake(_bench.Composer, Queue, _recent, this, new TwinKeeper(Queue, _active), [], _home.Time, NullLogger<EventIntake>.Instance);
    }
}
