using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Tests.Redemptions;

#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the stage
public sealed class RedemptionLedgerTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private LedgerStage _stage = null!;

    public async Task InitializeAsync() => _stage = await LedgerStage.OpenAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Utterance_Heard_IsDueToBeFulfilledInTheSameTransaction()
    {
        var redeemed = await _stage.RedeemAsync();
        (await _stage.DueAsync()).ShouldBeEmpty();

        await _stage.Queue.HearNext(1_000);

        (await _stage.DueAsync()).ShouldBe([new RedemptionDue(redeemed.RedemptionId!, _stage.Reward.Id, true, 0)]);
    }

    [Fact]
    public async Task Utterance_RejectedOnTheWayIn_IsDueToBeRefunded()
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected, code: ReasonCodes.BlockedWord);

        (await _stage.DueAsync()).ShouldBe([new RedemptionDue(redeemed.RedemptionId!, _stage.Reward.Id, false, 0)]);
    }

    [Fact]
    public async Task Utterance_InterruptedByAKill_IsDueAfterTheRecovery()
    {
        var redeemed = await _stage.RedeemAsync();
        await _stage.Queue.Take();
        await _stage.Queue.Move(redeemed.Id, UtteranceState.Playing);
        await _stage.Queue.SaveProgressAsync(redeemed.Id, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), default);

        await _stage.RestartAsync();

        (await _stage.DueAsync()).Single().IsFulfilled.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, "r", "test")]
    [InlineData("x", "", "test")]
    [InlineData("x", "r", "rehearsal")]
    public async Task Utterance_WithoutARedemptionOfOurs_LeavesNoLine(string? redemption, string reward, string source)
    {
        await _stage.Queue.Add(TestUtterance.Paid() with { RedemptionId = redemption, RewardId = reward, Source = source, State = UtteranceState.Rejected });

        (await _stage.DueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Utterance_SwitchedOff_LeavesNoLine()
    {
        _stage.Options.CurrentValue.Enabled = false;

        await _stage.RedeemAsync(state: UtteranceState.Rejected);

        (await _stage.DueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task NoteSettled_FulfilledElsewhereWhileItWaits_IsHeardAndNothingIsTold()
    {
        var redeemed = await _stage.RedeemAsync();

        await _stage.Queue.NoteSettledAsync(redeemed.RedemptionId!, true, default);
        var heard = await _stage.Queue.HearNext();

        heard!.Id.ShouldBe(redeemed.Id);
        (await _stage.DueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task NoteSettled_EchoOfARefundThatIsDue_StillTellsTheViewer()
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected, code: ReasonCodes.Link);

        await _stage.Queue.NoteSettledAsync(redeemed.RedemptionId!, false, default);

        (await _stage.DueAsync()).ShouldBeEmpty();
        (await _stage.Queue.ListNoticesAsync(10, default)).ShouldBe([new RefundNotice(redeemed.RedemptionId!, "ana", ReasonCodes.Link)]);
    }

    [Fact]
    public async Task NoteSettled_TheOtherWayElsewhere_TellsNobody()
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected, code: ReasonCodes.Link);

        await _stage.Queue.NoteSettledAsync(redeemed.RedemptionId!, true, default);

        (await _stage.DueAsync()).ShouldBeEmpty();
        (await _stage.Queue.ListNoticesAsync(10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Recall_ToldButOpenOnTwitch_IsDueAgainOnce()
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected);
        await _stage.Queue.MarkToldAsync([redeemed.RedemptionId!], true, default);
        var before = _stage.Time.GetUtcNow();
        _stage.Time.Advance(TimeSpan.FromSeconds(1));

        (await _stage.Queue.RecallAsync(Listed(redeemed), before, default)).ShouldBeTrue();
        (await _stage.DueAsync()).ShouldBeEmpty("it was told after Twitch was asked");
        (await _stage.Queue.RecallAsync(Listed(redeemed), _stage.Time.GetUtcNow(), default)).ShouldBeTrue();
        (await _stage.DueAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Recall_NeverTakenIn_IsNotKnown() =>
        (await _stage.Queue.RecallAsync(Listed(LedgerStage.UtteranceOf(_stage.Book.Redeem(_stage.Reward.Id, new Viewer("1", "a", "a"), "x", _stage.Time.GetUtcNow()))), _stage.Time.GetUtcNow(), default)).ShouldBeFalse();

    [Theory]
    [InlineData(20, "hello ", true)]
    [InlineData(40, "hello", false)]
    [InlineData(5, "bye", false)]
    public async Task Recall_ReadFromChatAlone_IsLinkedByRewardViewerWordsAndTime(int seconds, string words, bool isLinked)
    {
        var redeemed = _stage.Book.Redeem(_stage.Reward.Id, new Viewer("id-ana", "ana", "ana"), words, _stage.Time.GetUtcNow());
        var fromChat = LedgerStage.UtteranceOf(redeemed) with { Source = "twitch-irc", EventId = "chat-1", RedemptionId = null, EventAt = redeemed.RedeemedAt.AddSeconds(seconds) };
        await _stage.Queue.Add(fromChat);
        await _stage.Queue.HearNext(1_000);

        (await _stage.Queue.RecallAsync(Listed(fromChat with { RedemptionId = redeemed.Id, EventAt = redeemed.RedeemedAt }, words), _stage.Time.GetUtcNow(), default)).ShouldBe(isLinked);

        (await _stage.DueAsync()).Select(static due => (due.Id, due.IsFulfilled)).ShouldBe(isLinked ? [(redeemed.Id, true)] : []);
    }

    [Fact]
    public async Task Recall_TwoEqualMessagesFromChat_EachIsLinkedToItsOwnRedemption()
    {
        var at = _stage.Time.GetUtcNow();
        var (first, second) = (_stage.Book.Redeem(_stage.Reward.Id, new Viewer("id-ana", "ana", "ana"), "hello", at), _stage.Book.Redeem(_stage.Reward.Id, new Viewer("id-ana", "ana", "ana"), "hello", at.AddSeconds(4)));
        foreach (var (one, id) in new[] { (first, "chat-1"), (second, "chat-2") })
        {
            await _stage.Queue.Add(LedgerStage.UtteranceOf(one) with { Source = "twitch-irc", EventId = id, RedemptionId = null });
        }

        (await _stage.Queue.RecallAsync(Listed(LedgerStage.UtteranceOf(second)), at, default)).ShouldBeTrue();
        (await _stage.Queue.RecallAsync(Listed(LedgerStage.UtteranceOf(first)), at, default)).ShouldBeTrue();

        await _stage.Queue.HearNext(1_000);
        await _stage.Queue.HearNext(1_000);
        (await _stage.DueAsync()).Select(static due => due.Id).ShouldBe([first.Id, second.Id], ignoreOrder: true);
    }

    [Theory]
    [InlineData(UtteranceState.Heard, true)]
    [InlineData(UtteranceState.Skipped, false)]
    [InlineData(UtteranceState.Failed, false)]
    public async Task TakeOver_TheChatCopyPlays_IsSettledByWhatBecomesOfIt(object end, bool isFulfilled)
    {
        var redeemed = LedgerStage.UtteranceOf(_stage.Book.Redeem(_stage.Reward.Id, new Viewer("id-ana", "ana", "ana"), "hello", _stage.Time.GetUtcNow()));
        var copy = TestUtterance.Chat("ana");
        await _stage.Queue.Add(copy);
        await _stage.Queue.Take();
        await _stage.Queue.Move(copy.Id, UtteranceState.Playing);

        await _stage.Queue.TakeOverAsync(copy.Id, redeemed, default);
        (await _stage.DueAsync()).ShouldBeEmpty("nobody knows yet whether it is heard");
        await _stage.Queue.Move(copy.Id, (UtteranceState)end);

        (await _stage.DueAsync()).Select(static due => (due.Id, due.IsFulfilled)).ShouldBe([(redeemed.RedemptionId!, isFulfilled)]);
    }

    [Fact]
    public async Task Recall_OnlyTheLesserTwinOfAnotherIsThere_IsNotLinked()
    {
        var redeemed = _stage.Book.Redeem(_stage.Reward.Id, new Viewer("id-ana", "ana", "ana"), "hello", _stage.Time.GetUtcNow());
        var overtaken = LedgerStage.UtteranceOf(redeemed, UtteranceState.Cancelled, ReasonCodes.Twin) with { Source = "twitch-irc", EventId = "chat-1", RedemptionId = null };
        await _stage.Queue.Add(overtaken);

        (await _stage.Queue.RecallAsync(Listed(LedgerStage.UtteranceOf(redeemed)), _stage.Time.GetUtcNow(), default)).ShouldBeFalse();

        (await _stage.DueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task MarkForeign_OnceKnown_LeavesNoMoreLines()
    {
        await _stage.RedeemAsync(state: UtteranceState.Rejected);

        (await _stage.Queue.MarkForeignAsync(_stage.Reward.Id, "Say it", default)).ShouldBeTrue();
        (await _stage.Queue.MarkForeignAsync(_stage.Reward.Id, "Say it", default)).ShouldBeFalse();
        await _stage.RedeemAsync(state: UtteranceState.Rejected);

        (await _stage.DueAsync()).ShouldBeEmpty();
        await _stage.Queue.SaveOwnRewardsAsync([new KnownReward(_stage.Reward.Id, "Say it", true, true)], default);
        (await _stage.DueAsync()).Count.ShouldBe(1, "what was held back while it counted as foreign");
    }

    [Fact]
    public async Task Rewards_Saved_AreThereAfterARestart()
    {
        await _stage.Queue.SaveOwnRewardsAsync([new KnownReward("a", "A", true, true), new KnownReward("b", "B", true, false)], default);
        await _stage.Queue.SaveOwnRewardsAsync([new KnownReward("b", "B", true, false)], default);

        await _stage.RestartAsync();

        (await _stage.Queue.ListRewardsAsync(default)).ShouldBe([new KnownReward("b", "B", true, false)]);
    }

    [Fact]
    public async Task WaitForDue_Decided_IsWokenBySignalAndByTime()
    {
        await _stage.DueAsync();
        var waiting = _stage.Queue.WaitForDueAsync(default).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        await _stage.Queue.PostponeAsync([redeemed.RedemptionId!], _stage.Time.GetUtcNow().AddSeconds(10), true, default);
        (await _stage.DueAsync()).ShouldBeEmpty();
        waiting = _stage.Queue.WaitForDueAsync(default).AsTask();
        _stage.Time.Advance(TimeSpan.FromSeconds(10));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        (await _stage.DueAsync()).Single().Attempts.ShouldBe(1);
    }

    private RewardRedemption Listed(Utterance utterance, string words = "hello") => new(
        utterance.RedemptionId!, new CustomReward(_stage.Reward.Id, _stage.Reward.Title, 100, true, true), utterance.Viewer, words, utterance.EventAt);
}
