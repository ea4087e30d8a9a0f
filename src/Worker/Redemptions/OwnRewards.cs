using System.Collections.Frozen;
using System.Collections.Immutable;
using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Redemptions;

/// <summary>Keeps the list as it was last heard of.</summary>
/// <param name="asks">Whether Twitch is told what becomes of redemptions, which says whose an unknown reward is.</param>
internal sealed class OwnRewards(Func<bool> asks) : IOwnRewards
{
    /// <summary>What a replay of a recording calls itself: its redemptions are long settled, and not ours to touch.</summary>
    public const string Rehearsal = "rehearsal";

    private volatile FrozenDictionary<string, KnownReward> own = FrozenDictionary<string, KnownReward>.Empty;
    private ImmutableHashSet<string> foreign = ImmutableHashSet<string>.Empty;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<KnownReward> All => own.Values;

    /// <inheritdoc/>
    public KnownReward? Find(string rewardId) => own.GetValueOrDefault(rewardId);

    /// <inheritdoc/>
    public bool MayBeOwn(Redemption redemption) => redemption.RedemptionId is { Length: > 0 }
        && (own.ContainsKey(redemption.RewardId) || (redemption.Source != Rehearsal && asks() && !Volatile.Read(ref foreign).Contains(redemption.RewardId)));

    /// <summary>These, and no others, are our own from now on.</summary>
    public void Set(IEnumerable<KnownReward> rewards) => own = rewards.ToFrozenDictionary(static reward => reward.Id, StringComparer.Ordinal);

    /// <summary>Another client's, for as long as <see cref="Set"/> does not name it.</summary>
    public void AddForeign(string rewardId) => ImmutableInterlocked.Update(ref foreign, static (known, id) => known.Add(id), rewardId);
}
