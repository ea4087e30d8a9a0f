using System.Net;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.TestKit.Queue;
using IShowTts.TestKit.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Redemptions;

#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the stage
public sealed class SettlementRoundTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private LedgerStage _stage = null!;

    public async Task InitializeAsync() => _stage = await LedgerStage.OpenAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Run_ManyAreDue_AreToldFiftyAtOnceByRewardAndStatus()
    {
        for (var i = 0; i < 120; i++)
        {
            await _stage.RedeemAsync("viewer" + i, UtteranceState.Rejected, ReasonCodes.Link);
        }

        await _stage.RedeemAsync("ana");
        await _stage.Queue.HearNext(1_000);

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        _stage.Book.Calls.Select(static call => (call.Status, call.Ids.Count)).ShouldBe([("CANCELED", 50), ("CANCELED", 50), ("CANCELED", 20), ("FULFILLED", 1)], ignoreOrder: true);
        _stage.Book.Redemptions.ShouldAllBe(static one => one.Status != BookedRedemption.Unfulfilled);
        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);
        _stage.Book.Calls.Count.ShouldBe(4, "nothing is told twice");
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(null)]
    public async Task Run_TwitchDoesNotAnswerForAnHour_WaitsLongerEachTimeAndTellsThenOnce(HttpStatusCode? status)
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected, code: ReasonCodes.Link);
        _stage.Rewards.Before = _ => FakeRewards.Refused(status);
        var waits = new List<double>();
        for (var until = _stage.Time.GetUtcNow().AddHours(1); _stage.Time.GetUtcNow() < until;)
        {
            var wait = await _stage.RunAsync();
            waits.Add(wait.TotalSeconds);
            _stage.Time.Advance(wait);
        }

        waits.Take(9).ShouldBe([2, 4, 8, 16, 32, 64, 128, 256, 300]);
        waits.Max().ShouldBe(300);
        _stage.Alarms.Current.Single().Text.ShouldContain("kept");
        await _stage.RestartAsync();
        _stage.Rewards.Before = null;
        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);
        _stage.StatusOf(redeemed).ShouldBe(BookedRedemption.Canceled);
        _stage.Alarms.Current.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OneFailureOnly_RaisesNoAlarm()
    {
        await _stage.RedeemAsync(state: UtteranceState.Rejected);
        _stage.Rewards.Before = static _ => FakeRewards.Refused(null);

        await _stage.RunAsync();

        _stage.Alarms.Current.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_AnswerIsLostAfterTheDeed_CountsAsToldAndTellsTheViewer()
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected, code: ReasonCodes.Link);
        _stage.Rewards.After = static _ => FakeRewards.Refused(null);
        _stage.Time.Advance(await _stage.RunAsync());
        _stage.Rewards.After = null;

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        (_stage.StatusOf(redeemed), _stage.Book.Contradictions, _stage.Book.Repeats).ShouldBe((BookedRedemption.Canceled, 0, 1));
        (await _stage.Queue.ListNoticesAsync(10, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_OneOfManyWasSettledByAPerson_TheOthersAreToldAndItIsNotSaidToBeRefunded()
    {
        var settled = await _stage.RedeemAsync("ana", UtteranceState.Rejected, ReasonCodes.Link);
        var other = await _stage.RedeemAsync("bob", UtteranceState.Rejected, ReasonCodes.Link);
        _stage.Book.Settle(_stage.Reward.Id, [settled.RedemptionId!], BookedRedemption.Fulfilled, LoopbackTwitch.ClientId);

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        (_stage.StatusOf(settled), _stage.StatusOf(other)).ShouldBe((BookedRedemption.Fulfilled, BookedRedemption.Canceled));
        (await _stage.Queue.ListNoticesAsync(10, default)).Single().Viewer.ShouldBe("bob");
        (await _stage.DueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_RewardOfAnotherClient_IsSaidOnceAndNeverAskedAgain()
    {
        var foreign = _stage.Book.Add(new BookedReward("", "Hydrate", 50, "anotherclient"))!;
        await _stage.RedeemAsync("ana", UtteranceState.Rejected, reward: foreign);
        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);
        await _stage.RestartAsync();
        await _stage.RedeemAsync("bob", UtteranceState.Rejected, reward: foreign);

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        _stage.Book.Calls.Count.ShouldBe(1);
        _stage.Logs.Lines.Count(static line => line.Contains("Reward Hydrate was not made by iShowTTS", StringComparison.Ordinal)).ShouldBe(1);
        _stage.Alarms.Current.ShouldBeEmpty("it is as it is: the worker is not degraded by it");
        _stage.Own.MayBeOwn(Of(foreign)).ShouldBeFalse("what is ignored of it need not be recorded");
    }

    [Fact]
    public async Task Run_RewardThatWasMadeAMomentAgo_IsSettledAndKnownFromThenOn()
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected);
        _stage.Own.Find(_stage.Reward.Id).ShouldBeNull();
        _stage.Own.MayBeOwn(Of(_stage.Reward)).ShouldBeTrue();

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        _stage.StatusOf(redeemed).ShouldBe(BookedRedemption.Canceled);
        _stage.Own.Find(_stage.Reward.Id).ShouldBe(new KnownReward(_stage.Reward.Id, "Say it", true, true));
    }

    [Fact]
    public async Task Run_RewardsCannotBeListedAfterThat_IsAskedForWithTheNextOne()
    {
        _stage.Rewards.Before = static name => name == "list" ? FakeRewards.Refused(null) : null;
        await _stage.RedeemAsync("ana", UtteranceState.Rejected);
        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);
        _stage.Own.Find(_stage.Reward.Id).ShouldBeNull();
        _stage.Rewards.Before = null;
        await _stage.RedeemAsync("bob", UtteranceState.Rejected);

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        _stage.Own.Find(_stage.Reward.Id).ShouldNotBeNull();
        _stage.Book.Redemptions.ShouldAllBe(static one => one.Status == BookedRedemption.Canceled);
    }

    [Fact]
    public async Task Run_ManyOfARewardOfAnotherClient_AsksOnceForAllAndOnceForItsTitle()
    {
        var foreign = _stage.Book.Add(new BookedReward("", "Hydrate", 50, "anotherclient"))!;
        for (var i = 0; i < 120; i++)
        {
            await _stage.RedeemAsync("viewer" + i, UtteranceState.Rejected, reward: foreign);
        }

        var lists = 0;
        _stage.Rewards.Before = name =>
        {
            lists += name == "list" ? 1 : 0;
            return null;
        };

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        (_stage.Book.Calls.Count, lists).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_NeverSentAndThenSettledByAPerson_IsNotSaidToBeRefunded(bool isUnsent)
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected, code: ReasonCodes.Link);
        _stage.Rewards.Before = _ => isUnsent ? new HelixException(null, "nobody is signed in") { IsUnsent = true } : FakeRewards.Refused(HttpStatusCode.Unauthorized);
        _stage.Time.Advance(await _stage.RunAsync());
        _stage.Book.Settle(_stage.Reward.Id, [redeemed.RedemptionId!], BookedRedemption.Fulfilled, LoopbackTwitch.ClientId);
        _stage.Rewards.Before = null;

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        (await _stage.Queue.ListNoticesAsync(10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_SomethingIsStillPostponed_KeepsTheAlarmAndASignInMakesItDue()
    {
        var kept = await _stage.RedeemAsync("ana", UtteranceState.Rejected);
        _stage.Rewards.Before = static _ => FakeRewards.Refused(null);
        _stage.Time.Advance(await _stage.RunAsync());
        await _stage.RunAsync();
        _stage.Rewards.Before = null;
        await _stage.RedeemAsync("bob", UtteranceState.Rejected);

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);
        _stage.StatusOf(kept).ShouldBe(BookedRedemption.Unfulfilled);
        _stage.Alarms.Current.Count.ShouldBe(1);
        await _stage.Queue.HurryAsync(default);
        await _stage.Queue.WaitForDueAsync(default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await _stage.RunAsync();

        _stage.StatusOf(kept).ShouldBe(BookedRedemption.Canceled);
        _stage.Alarms.Current.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_RefusedForGood_IsSetAsideWithItsReason()
    {
        await _stage.RedeemAsync(state: UtteranceState.Rejected);
        _stage.Rewards.Before = static _ => FakeRewards.Refused(HttpStatusCode.BadRequest);

        (await _stage.RunAsync()).ShouldBe(TimeSpan.Zero);

        var status = await _stage.Queue.GetStatusAsync(default);
        (status.Due, status.SetAside).ShouldBe((0, 1));
        status.LastRefusal.ShouldBe("Twitch answered BadRequest.");
    }

    [Fact]
    public async Task Run_WithoutASignIn_KeepsEverything()
    {
        var redeemed = await _stage.RedeemAsync(state: UtteranceState.Rejected);
        var round = new SettlementRound(_stage.Queue, null, _stage.Catalog, _stage.Options, _stage.Alarms, _stage.Time, static () => 1, NullLogger.Instance);

        (await round.RunAsync(default)).ShouldBe(TimeSpan.FromSeconds(2));

        _stage.Time.Advance(TimeSpan.FromSeconds(2));
        (await _stage.DueAsync()).Single().Id.ShouldBe(redeemed.RedemptionId);
    }

    private static Redemption Of(BookedReward reward) => new() { RewardId = reward.Id, RedemptionId = "r1", Source = "twitch-eventsub" };
}
