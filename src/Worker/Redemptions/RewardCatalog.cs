using IShowTts.Integrations.Twitch.Helix;

namespace IShowTts.Worker.Redemptions;

/// <summary>Asks Twitch which rewards are our own, and keeps the answer for the time when Twitch cannot be asked.</summary>
/// <param name="rewards">Twitch; null when this worker has none.</param>
/// <param name="ledger">Where the answer is kept.</param>
/// <param name="own">What others look at.</param>
/// <param name="logger">Where it tells.</param>
internal sealed class RewardCatalog(ITwitchRewards? rewards, IRedemptionLedger ledger, OwnRewards own, ILogger<RewardCatalog> logger)
{
    /// <summary>Takes over what an earlier run heard.</summary>
    public async ValueTask RestoreAsync(CancellationToken cancellationToken) =>
        own.Set((await ledger.ListRewardsAsync(cancellationToken)).Where(static reward => reward.IsOwn));

    /// <summary>Asks.</summary>
    /// <returns>False when Twitch refuses; then what was heard before stays.</returns>
    /// <exception cref="HelixException">Twitch does not answer now.</exception>
    /// <exception cref="Queue.QueueStoreException">The answer cannot be kept.</exception>
    public async ValueTask<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        if (rewards is null)
        {
            return false;
        }

        try
        {
            KnownReward[] found = [.. (await rewards.ListAsync(onlyOwn: true, cancellationToken)).Select(static reward => new KnownReward(reward.Id, reward.Title, true, reward.NeedsInput))];
            await ledger.SaveOwnRewardsAsync(found, cancellationToken);
            own.Set(found);
            return true;
        }
        catch (HelixException e) when (!e.IsPassing)
        {
            Log.NotListed(logger, e.Message);
            return false;
        }
    }
}
