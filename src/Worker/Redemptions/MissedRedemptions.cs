using System.Runtime.CompilerServices;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Redemptions;

/// <summary>After each connection: what was redeemed on our own rewards while nobody listened is read, or refunded when it is too old.</summary>
internal sealed class MissedRedemptions(
    ITwitchRewards? rewards,
    RewardCatalog catalog,
    OwnRewards own,
    IRedemptionLedger ledger,
    IUtteranceQueue queue,
    IOptionsMonitor<SettlementOptions> options,
    IOptions<TwitchOptions> twitch,
    TimeProvider time,
    ILogger<MissedRedemptions> logger) : ITwitchBackfill
{
    /// <summary>What the EventSub decoder says, so that an event that comes both ways is one.</summary>
    private const string Source = "twitch-eventsub";

    private const string Feed = "channel.channel_points_custom_reward_redemption.add";

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamEvent> ReadMissedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rewards is null || !options.CurrentValue.Enabled || !await catalog.RefreshAsync(cancellationToken))
        {
            yield break;
        }

        var (read, refunded, known) = (0, 0, 0);
        foreach (var reward in own.All)
        {
            var listedAt = time.GetUtcNow();
            await foreach (var redemption in rewards.ListOpenAsync(reward.Id, cancellationToken))
            {
                if (await ledger.RecallAsync(redemption, listedAt, cancellationToken))
                {
                    known++;
                }
                else if (time.GetUtcNow() - redemption.RedeemedAt <= TimeSpan.FromMinutes(options.CurrentValue.ReadMissedMinutes))
                {
                    read++;
                    yield return EventOf(redemption);
                }
                else
                {
                    refunded++;
                    await queue.AddAsync(TooLate(redemption), cancellationToken);
                }
            }
        }

        if (read + refunded > 0)
        {
            Log.Missed(logger, read, refunded, known);
        }
    }

    private string Channel => twitch.Value.Channel.Trim().TrimStart('#', '@').ToLowerInvariant();

    private Redemption EventOf(RewardRedemption redemption) => new()
    {
        Id = redemption.Id,
        Source = Source,
        Feed = Feed,
        Channel = Channel,
        At = redemption.RedeemedAt,
        Viewer = redemption.Viewer,
        Message = MessageText.Plain(redemption.Input),
        RewardId = redemption.Reward.Id,
        RewardTitle = redemption.Reward.Title,
        Cost = redemption.Reward.Cost,
        RedemptionId = redemption.Id,
    };

    /// <summary>For the record, and for the refund that goes with its end.</summary>
    private Utterance TooLate(RewardRedemption redemption) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
        Kind = UtteranceKind.Redemption,
        Source = Source,
        EventId = redemption.Id,
        RedemptionId = redemption.Id,
        RewardId = redemption.Reward.Id,
        Channel = Channel,
        Viewer = redemption.Viewer,
        OriginalText = redemption.Input,
        SpokenText = "",
        Amount = redemption.Reward.Cost > 0 ? new Amount(redemption.Reward.Cost, "points") : null,
        IsPaid = true,
        Priority = 20,
        State = UtteranceState.Expired,
        Reason = new StateReason(ReasonCodes.Missed, "Redemptions:ReadMissedMinutes"),
        EventAt = redemption.RedeemedAt,
    };
}
