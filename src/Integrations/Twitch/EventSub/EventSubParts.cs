using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>What a <see cref="TwitchEventSubSource"/> works with.</summary>
/// <param name="Account">Who is signed in.</param>
/// <param name="Subscriptions">Makes subscriptions.</param>
/// <param name="Chat">Users, chat and cheermotes.</param>
/// <param name="Choice">Which features are on; null for all.</param>
/// <param name="Backfills">Look for what was missed.</param>
internal sealed record EventSubParts(
    ITwitchAccount Account, HelixEventSub Subscriptions, HelixChat Chat, ITwitchFeatureChoice? Choice, IReadOnlyList<ITwitchBackfill> Backfills);
