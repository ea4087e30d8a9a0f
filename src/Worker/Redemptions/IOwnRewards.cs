using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Redemptions;

/// <summary>The rewards that our client id made. Thread safe; never waits.</summary>
internal interface IOwnRewards
{
    /// <summary>One of them.</summary>
    /// <param name="rewardId">The reward.</param>
    /// <returns>Null when it is another client's, or not known yet.</returns>
    KnownReward? Find(string rewardId);

    /// <summary>Whether the points may be ours to give back: the reward is one of them, or nobody has said yet whose it is, as of one that was just made.</summary>
    /// <param name="redemption">What was redeemed.</param>
    bool MayBeOwn(Redemption redemption);
}
