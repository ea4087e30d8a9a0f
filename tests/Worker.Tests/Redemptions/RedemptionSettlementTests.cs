using System.Collections.Concurrent;
using System.Net;
using IShowTts.TestKit.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Tests.Redemptions;

#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes them
public sealed class RedemptionSettlementTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _limit = new(Limit);
    private LedgerStage _stage = null!;
    private RedemptionSettlement _settlement = null!;

    public async Task InitializeAsync()
    {
        _stage = await LedgerStage.OpenAsync();
        var replies = new RefundReplies(_stage.Queue, [], _stage.Options, _stage.Time, _stage.Logs.Of<RefundReplies>());
        _settlement = new RedemptionSettlement(
            _stage.Queue, _stage.Round, replies, _stage.Catalog, _stage.Options, null, _stage.Time, _stage.Logs.Of<RedemptionSettlement>());
    }

    public async Task DisposeAsync()
    {
        await _settlement.StopAsync(default);
        _settlement.Dispose();
        await _stage.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Enabled_SwitchedOffAndOnWhileItRuns_TellsTwitchOnlyWhileItIsOn()
    {
        var wasOn = new ConcurrentQueue<bool>();
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Rewards.Before = name =>
        {
            refused.TrySetResult();
            return FakeRewards.Refused(HttpStatusCode.ServiceUnavailable);
        };
        var before = await _stage.RedeemAsync("ana", UtteranceState.Rejected);
        await _settlement.StartAsync(default);
        await refused.Task.WaitAsync(Limit);

        _stage.Options.Change(new SettlementOptions { Enabled = false });
        _stage.Rewards.Before = name =>
        {
            wasOn.Enqueue(_stage.Options.CurrentValue.Enabled);
            return null;
        };
        var meanwhile = await _stage.RedeemAsync("bob", UtteranceState.Rejected);
        _stage.Time.Advance(TimeSpan.FromHours(1));
        _stage.StatusOf(before).ShouldBe(BookedRedemption.Unfulfilled);
        _stage.Options.Change(new SettlementOptions());

        (await _stage.Book.WaitSettledAsync(before.RedemptionId!, _limit.Token)).ShouldBe(BookedRedemption.Canceled);
        var after = await _stage.RedeemAsync("cid", UtteranceState.Rejected);
        (await _stage.Book.WaitSettledAsync(after.RedemptionId!, _limit.Token)).ShouldBe(BookedRedemption.Canceled);
        wasOn.ShouldAllBe(static on => on);
        _stage.StatusOf(meanwhile).ShouldBe(BookedRedemption.Unfulfilled, "what ended while it was off is not told");
    }

    [Fact]
    public async Task Enabled_OffAtTheStart_TellsWhatIsDueOnceItIsSwitchedOn()
    {
        var redeemed = await _stage.RedeemAsync("ana", UtteranceState.Rejected);
        _stage.Options.Change(new SettlementOptions { Enabled = false });
        await _settlement.StartAsync(default);

        _stage.Options.Change(new SettlementOptions());

        (await _stage.Book.WaitSettledAsync(redeemed.RedemptionId!, _limit.Token)).ShouldBe(BookedRedemption.Canceled);
    }
}
