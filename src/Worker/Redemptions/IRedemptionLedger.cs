using IShowTts.Integrations.Twitch.Helix;

namespace IShowTts.Worker.Redemptions;

/// <summary>What Twitch must be told about redemptions, durable. Lines are written by the queue, in the transaction that ends the utterance.</summary>
/// <remarks>Thread safe. Every call may throw <see cref="Queue.QueueStoreException"/>; then nothing changed.</remarks>
internal interface IRedemptionLedger
{
    /// <summary>Returns when something may be due: decided since the last <see cref="ListDueAsync"/> that gave nothing, or its time came.</summary>
    ValueTask WaitForDueAsync(CancellationToken cancellationToken);

    /// <summary>What is due now, oldest first.</summary>
    /// <param name="limit">At most this many, 1 or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<RedemptionDue>> ListDueAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Twitch took it, or says that it is settled already.</summary>
    /// <param name="ids">The redemptions.</param>
    /// <param name="mayReply">False when nobody knows who settled it, so that the viewer is told nothing.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was noted.</param>
    ValueTask MarkToldAsync(IReadOnlyCollection<string> ids, bool mayReply, CancellationToken cancellationToken);

    /// <summary>Twitch gave no answer: tried again later.</summary>
    /// <param name="ids">The redemptions.</param>
    /// <param name="due">When.</param>
    /// <param name="isInDoubt">Twitch may have done it all the same, which counts as an attempt; false when it was not asked or refused.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was noted.</param>
    ValueTask PostponeAsync(IReadOnlyCollection<string> ids, DateTimeOffset due, bool isInDoubt, CancellationToken cancellationToken);

    /// <summary>What was postponed is due now: somebody signed in.</summary>
    ValueTask HurryAsync(CancellationToken cancellationToken);

    /// <summary>Twitch refused it for good.</summary>
    /// <param name="ids">The redemptions.</param>
    /// <param name="reason">Why, for people; no viewer's words.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was noted.</param>
    ValueTask SetAsideAsync(IReadOnlyCollection<string> ids, string reason, CancellationToken cancellationToken);

    /// <summary>Another client made this reward: nothing of it is ever told.</summary>
    /// <param name="rewardId">The reward.</param>
    /// <param name="title">Its title; empty when it is not known.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was noted.</param>
    /// <returns>False when that was known before.</returns>
    ValueTask<bool> MarkForeignAsync(string rewardId, string title, CancellationToken cancellationToken);

    /// <summary>Somebody else settled it, or it is the echo of our own telling: nothing is left to tell.</summary>
    ValueTask NoteSettledAsync(string redemptionId, bool isFulfilled, CancellationToken cancellationToken);

    /// <summary>Looks for an open redemption that Twitch lists among what was taken in. What is over becomes due again; what was read from chat alone is linked to it.</summary>
    /// <param name="redemption">As Twitch lists it.</param>
    /// <param name="listedAt">When Twitch was asked: what was told after that is not due again.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing was changed.</param>
    /// <returns>False when it was never taken in.</returns>
    ValueTask<bool> RecallAsync(RewardRedemption redemption, DateTimeOffset listedAt, CancellationToken cancellationToken);

    /// <summary>Viewers who are to be told that their points are back; oldest first.</summary>
    ValueTask<IReadOnlyList<RefundNotice>> ListNoticesAsync(int limit, CancellationToken cancellationToken);

    /// <summary>They are told now, once; what is not said after this is never said.</summary>
    ValueTask MarkNoticedAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Rewards seen so far.</summary>
    ValueTask<IReadOnlyList<KnownReward>> ListRewardsAsync(CancellationToken cancellationToken);

    /// <summary>These, and no others, are our own. What was held back because one was not becomes due again.</summary>
    ValueTask SaveOwnRewardsAsync(IReadOnlyCollection<KnownReward> own, CancellationToken cancellationToken);

    /// <summary>How the telling goes.</summary>
    ValueTask<LedgerStatus> GetStatusAsync(CancellationToken cancellationToken);
}
