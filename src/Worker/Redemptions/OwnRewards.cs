using System.Collections.Frozen;

namespace IShowTts.Worker.Redemptions;

/// <summary>Keeps the list as it was last heard of.</summary>
internal sealed class OwnRewards : IOwnRewards
{
    private volatile FrozenDictionary<string, KnownReward> own = FrozenDictionary<string, KnownReward>.Empty;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<KnownReward> All => own.Values;

    /// <inheritdoc/>
    public KnownReward? Find(string rewardId) => own.GetValueOrDefault(rewardId);

    /// <summary>These, and no others, are our own from now on.</summary>
    public void Set(IEnumerable<KnownReward> rewards) => own = rewards.ToFrozenDictionary(static reward => reward.Id, StringComparer.Ordinal);
}
