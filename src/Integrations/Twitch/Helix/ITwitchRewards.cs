namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>The channel-point rewards of the signed-in broadcaster. Thread safe.</summary>
/// <remarks>Every call may throw <see cref="HelixException"/>, also while somebody else than the broadcaster is signed in. Twitch lets a client change only the rewards that it made itself (403 otherwise).</remarks>
public interface ITwitchRewards
{
    /// <summary>Makes a reward.</summary>
    /// <param name="settings">What it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<CustomReward> CreateAsync(CustomRewardSettings settings, CancellationToken cancellationToken);

    /// <summary>The rewards of the channel.</summary>
    /// <param name="onlyOwn">Only those that this client id made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<CustomReward>> ListAsync(bool onlyOwn, CancellationToken cancellationToken);

    /// <summary>Switches one of our own rewards off, so that nobody redeems it any more.</summary>
    /// <param name="rewardId">The reward.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask DisableAsync(string rewardId, CancellationToken cancellationToken);

    /// <summary>Removes one of our own rewards. Twitch fulfils its open redemptions: settle them before.</summary>
    /// <param name="rewardId">The reward.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask RemoveAsync(string rewardId, CancellationToken cancellationToken);

    /// <summary>Redemptions of one of our own rewards that are neither fulfilled nor cancelled, oldest first, over all pages.</summary>
    /// <param name="rewardId">The reward.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<RewardRedemption> ListOpenAsync(string rewardId, CancellationToken cancellationToken);

    /// <summary>Fulfils or cancels redemptions of one of our own rewards; cancelling gives the points back.</summary>
    /// <param name="rewardId">The reward.</param>
    /// <param name="redemptionIds">1 to 50 of them.</param>
    /// <param name="isFulfilled">True to fulfil, false to give the points back.</param>
    /// <param name="cancellationToken">Ends the wait; whether Twitch took it is then unknown.</param>
    /// <exception cref="HelixException">404: at least one is unknown or settled already. 403: not our reward.</exception>
    ValueTask SettleAsync(string rewardId, IReadOnlyList<string> redemptionIds, bool isFulfilled, CancellationToken cancellationToken);
}
