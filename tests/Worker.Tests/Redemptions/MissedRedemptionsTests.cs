using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.TestKit.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Redemptions;

#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the stage
public sealed class MissedRedemptionsTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private LedgerStage _stage = null!;

    public async Task InitializeAsync() => _stage = await LedgerStage.OpenAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task ReadMissed_Young_IsGivenAsTheEventThatWasMissed()
    {
        var missed = _stage.Book.Redeem(_stage.Reward.Id, new Viewer("7", "ana", "Ana"), "say this", _stage.Time.GetUtcNow().AddMinutes(-15));

        var given = (Redemption)(await ReadAsync()).Single();

        (given.Id, given.Source, given.Feed, given.RedemptionId, given.Channel).ShouldBe((missed.Id, "twitch-eventsub", "channel.channel_points_custom_reward_redemption.add", missed.Id, "somechannel"));
        (given.RewardId, given.RewardTitle, given.Cost, given.Message.Text, given.Viewer.Login, given.At).ShouldBe((_stage.Reward.Id, "Say it", 100, "say this", "ana", missed.RedeemedAt));
    }

    [Fact]
    public async Task ReadMissed_Old_IsRefundedAndStandsInTheRecord()
    {
        var missed = _stage.Book.Redeem(_stage.Reward.Id, new Viewer("7", "ana", "Ana"), "say this", _stage.Time.GetUtcNow().AddMinutes(-16));

        (await ReadAsync()).ShouldBeEmpty();

        (await _stage.DueAsync()).Select(static due => (due.Id, due.IsFulfilled)).ShouldBe([(missed.Id, false)]);
        var kept = (await _stage.Queue.ListAsync(new UtteranceQuery(), default)).Single();
        (kept.State, kept.Reason!.Code).ShouldBe((UtteranceState.Expired, ReasonCodes.Missed));
        (await ReadAsync()).ShouldBeEmpty();
        (await _stage.Queue.ListAsync(new UtteranceQuery(), default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadMissed_WaitingOrOver_IsNotGivenAgain()
    {
        await _stage.RedeemAsync("ana");
        var over = await _stage.RedeemAsync("bob", UtteranceState.Rejected);
        await _stage.Queue.MarkToldAsync([over.RedemptionId!], true, default);
        _stage.Time.Advance(TimeSpan.FromSeconds(1));

        (await ReadAsync()).ShouldBeEmpty();

        (await _stage.DueAsync()).Single().Id.ShouldBe(over.RedemptionId, "Twitch says that it is still open");
    }

    [Fact]
    public async Task ReadMissed_RewardsOfOthers_AreLeftAlone()
    {
        var foreign = _stage.Book.Add(new BookedReward("", "Hydrate", 50, "anotherclient"))!;
        _stage.Book.Redeem(foreign.Id, new Viewer("7", "ana", "Ana"), "say this", _stage.Time.GetUtcNow());

        (await ReadAsync()).ShouldBeEmpty();

        _stage.Own.Find(foreign.Id).ShouldBeNull();
        _stage.Own.Find(_stage.Reward.Id).ShouldBe(new KnownReward(_stage.Reward.Id, "Say it", true, true));
    }

    [Fact]
    public async Task ReadMissed_TwitchDoesNotAnswer_AsksToBeAskedAgain()
    {
        _stage.Rewards.Before = static _ => FakeRewards.Refused(null);

        await Should.ThrowAsync<HelixException>(ReadAsync);
    }

    [Fact]
    public async Task ReadMissed_SwitchedOff_AsksNobody()
    {
        _stage.Options.CurrentValue.Enabled = false;
        _stage.Rewards.Before = static _ => throw new InvalidOperationException("asked");

        (await ReadAsync()).ShouldBeEmpty();
    }

    private async Task<List<StreamEvent>> ReadAsync()
    {
        var missed = new MissedRedemptions(
            _stage.Rewards,
            _stage.Catalog,
            _stage.Own,
            _stage.Queue,
            _stage.Queue,
            _stage.Options,
            Microsoft.Extensions.Options.Options.Create(new TwitchOptions { Channel = "#SomeChannel" }),
            _stage.Time,
            NullLogger<MissedRedemptions>.Instance);
        var given = new List<StreamEvent>();
        await foreach (var one in missed.ReadMissedAsync(default))
        {
            given.Add(one);
        }

        return given;
    }
}
