namespace IShowTts.Worker.Redemptions;

/// <summary>The rewards that our client id made. Thread safe; never waits.</summary>
internal interface IOwnRewards
{
    /// <summary>One of them.</summary>
    /// <param name="rewardId">The reward.</param>
    /// <returns>Null when it is another client's, or not known yet.</returns>
    KnownReward? Find(string rewardId);
}
