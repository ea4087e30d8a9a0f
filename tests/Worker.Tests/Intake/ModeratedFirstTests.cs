using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>Nothing that was moderated is heard by "again" or "release", whichever comes first: through the real intake, the real control and the real queue file.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes of it
public sealed class ModeratedFirstTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly Actor Robin = new("robin", "dashboard");

    private readonly DurableIntakeStage _stage = new();

    public Task InitializeAsync() => _stage.StartAsync();

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Theory]
    [InlineData("deleted", false)]
    [InlineData("deleted", true)]
    [InlineData("banned", false)]
    [InlineData("cleared", true)]
    public async Task Chat_ThatARuleRejectsAfterItWasModerated_IsNeverReleased(string how, bool isRestarted)
    {
        var chat = _stage.Bench.Chat("a banana");
        var receivedAs = _stage.Recent.NextSequence();
        await _stage.Control.ModerateAsync(Moderation(how, chat), default);

        await _stage.Intake.TakeAsync(chat, receivedAs, default);
        if (isRestarted)
        {
            await _stage.RestartAsync();
        }

        var refused = await _stage.OnlyAsync();
        (refused.State, refused.Reason!.Code).ShouldBe((UtteranceState.Rejected, ReasonCodes.BlockedWord));
        await _stage.ShouldBeSilentAsync(refused.Id);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("banned")]
    public async Task Redemption_HeardBeforeItsChatCopyWhichWasModeratedFirst_IsNotSaidAgain(string how)
    {
        await _stage.GiveAsync(Redeemed("hello"));
        var heard = (await _stage.Queue.HearNext())!;
        var copy = ChatCopy("hello");
        var receivedAs = _stage.Recent.NextSequence();
        await _stage.Control.ModerateAsync(Moderation(how, copy), default);

        await _stage.Intake.TakeAsync(copy, receivedAs, default);

        await _stage.ShouldBeSilentAsync(heard.Id);
    }

    [Fact]
    public async Task Redemption_SaidAgainWhenItsDeletedChatCopyComes_EndsToo()
    {
        await _stage.GiveAsync(Redeemed("hello"));
        var heard = (await _stage.Queue.HearNext())!;
        var again = (await _stage.Control.AgainAsync(heard.Id, Robin, default)).Utterance!;
        var copy = ChatCopy("hello");
        await _stage.Control.ModerateAsync(Moderation("deleted", copy), default);

        await _stage.GiveAsync(copy);

        (await _stage.Queue.Now(again.Id)).State.ShouldBe(UtteranceState.Cancelled);
        await _stage.ShouldBeSilentAsync(heard.Id);
    }

    [Fact]
    public async Task Redemption_HeardBeforeThePlatformHoldsItsWords_IsNotSaidAgain()
    {
        await _stage.GiveAsync(Redeemed("hello") with { RedemptionId = null });
        var heard = (await _stage.Queue.HearNext())!;

        await _stage.GiveAsync(_stage.Bench.Chat("hello") with { IsHeld = true });

        await _stage.ShouldBeSilentAsync(heard.Id);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("banned")]
    [InlineData("cleared")]
    public async Task Release_OfARedemptionWhoseChatCopyIsLinkedThenAndModerated_EndsWithIt(string how)
    {
        await _stage.GiveAsync(Redeemed("a banana"));
        var released = (await _stage.Control.ReleaseAsync((await _stage.OnlyAsync()).Id, Robin, default)).Utterance!;
        released.MessageId.ShouldBeEmpty();
        var copy = ChatCopy("a banana");
        await _stage.GiveAsync(copy);

        await _stage.Control.ModerateAsync(Moderation(how, copy), default);

        (await _stage.Queue.Now(released.Id)).State.ShouldBe(UtteranceState.Cancelled);
        await _stage.ShouldBeSilentAsync(released.Id);
        await _stage.ShouldBeSilentAsync(released.OriginId!);
    }

    [Fact]
    public async Task Chat_HeardBeforeItsBetterTwinWhichWasDeletedFirst_IsNotSaidAgain()
    {
        var lesser = _stage.Bench.Event(new PowerUp { Feed = "one", Message = MessageText.Plain("hello"), PowerUpKind = "message_effect" });
        await _stage.GiveAsync(lesser);
        var heard = (await _stage.Queue.HearNext())!;
        var better = lesser with { Id = "better", Feed = "two", Bits = 30, MessageId = "late" };
        await _stage.Control.ModerateAsync(Moderation("deleted", better), default);

        await _stage.GiveAsync(better);

        await _stage.ShouldBeSilentAsync(heard.Id);
        (await _stage.AllAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Redemption_WhosePointsWentBackFirst_IsReleasedAllTheSame()
    {
        var redeemed = Redeemed("a banana");
        await _stage.Control.ModerateAsync(
            new RedemptionChanged { Id = "r-1", Source = "test", Channel = "chan", RedemptionId = redeemed.RedemptionId!, IsCancelled = true }, default);

        await _stage.GiveAsync(redeemed);

        (await _stage.Control.ReleaseAsync((await _stage.OnlyAsync()).Id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.Added, "the words were not taken back");
    }

    private static ModerationEvent Moderation(string how, MessageEvent of) => how switch
    {
        "deleted" => new MessageDeleted { Id = "d-1", Source = "test", Channel = of.Channel, MessageId = of.MessageId },
        "banned" => new ViewerSilenced { Id = "b-1", Source = "test", Channel = of.Channel, ViewerId = of.Viewer.Id, Login = of.Viewer.Login },
        _ => new ChatCleared { Id = "c-1", Source = "test", Channel = of.Channel },
    };

    private Redemption Redeemed(string words) =>
        _stage.Bench.Event(new Redemption { Feed = "add", Message = MessageText.Plain(words), RewardId = "w", RewardTitle = "Say it", RedemptionId = "r1", Cost = 5 });

    private Redemption ChatCopy(string words) => Redeemed(words) with { Feed = "chat", MessageId = "copy", RedemptionId = null, Cost = 0 };
}
