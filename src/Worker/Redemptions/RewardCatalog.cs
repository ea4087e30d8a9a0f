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
    public async ValueTask RestoreAsync(CancellationToken cancellationToken)
    {
        var known = await ledger.ListRewardsAsync(cancellationToken);
        own.Set(known.Where(static reward => reward.IsOwn));
        foreach (var foreign in known.Where(static reward => !reward.IsOwn))
        {
            own.AddForeign(foreign.Id);
        }
    }

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

    /// <summary>Twitch let us settle a redemption of this reward, so that it is our own: one that was made a moment ago is asked for, and read from now on.</summary>
    /// <exception cref="Queue.QueueStoreException">The answer cannot be kept.</exception>
    public async ValueTask NoteOwnAsync(string rewardId, CancellationToken cancellationToken)
    {
        if (own.Find(rewardId) is not null)
        {
            return;
        }

        try
        {
            await RefreshAsync(cancellationToken);
        }
        catch (HelixException e)
        {
            // The next redemption of it, or the next connection, asks again.
            Log.NotListed(logger, e.Message);
        }
    }

    /// <summary>Twitch says that another client made this reward. Said once.</summary>
    /// <exception cref="Queue.QueueStoreException">It cannot be kept.</exception>
    public async ValueTask NoteForeignAsync(string rewardId, CancellationToken cancellationToken)
    {
        var title = await TitleOfAsync(rewardId, cancellationToken);
        if (await ledger.MarkForeignAsync(rewardId, title, cancellationToken))
        {
            // Nothing is broken and it stays so: no alarm, which would keep the worker degraded for good.
            Log.Foreign(logger, title.Length > 0 ? title : rewardId);
        }

        own.AddForeign(rewardId);
    }

    private async ValueTask<string> TitleOfAsync(string rewardId, CancellationToken cancellationToken)
    {
        try
        {
            var all = rewards is null ? [] : await rewards.ListAsync(onlyOwn: false, cancellationToken);
            return all.FirstOrDefault(reward => reward.Id == rewardId)?.Title ?? "";
        }
        catch (HelixException e)
        {
            // A name is nice to have; the id says it as well.
            Log.NotListed(logger, e.Message);
            return "";
        }
    }
}
