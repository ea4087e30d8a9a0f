using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>A redemption that Helix lists.</summary>
/// <param name="Id">Its id, the same as in EventSub.</param>
/// <param name="Reward">The reward.</param>
/// <param name="Viewer">Who redeemed it.</param>
/// <param name="Input">What the viewer typed; empty for none.</param>
/// <param name="RedeemedAt">When.</param>
public sealed record RewardRedemption(string Id, CustomReward Reward, Viewer Viewer, string Input, DateTimeOffset RedeemedAt);
