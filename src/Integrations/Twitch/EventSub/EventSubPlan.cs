using System.Collections.Frozen;
using System.Collections.Immutable;
using IShowTts.Integrations.Twitch.SignIn;
using static IShowTts.Integrations.Twitch.EventSub.EventSubKind;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>What is subscribed to: one feed for each kind of thing (twitch.md, "The same thing arrives several times"), most important first.</summary>
internal static class EventSubPlan
{
    /// <summary>Messages of chat.</summary>
    internal const string Chat = "channel.chat.message";

    /// <summary>Raids.</summary>
    internal const string Raid = "channel.raid";

    /// <summary>Charity.</summary>
    internal const string Charity = "channel.charity_campaign.donate";

    /// <summary>The channel's own power-ups.</summary>
    internal const string CustomPowerUp = "channel.custom_power_up_redemption.add";

    /// <summary>Every kind that is ever asked for.</summary>
    public static ImmutableArray<EventSubKind> All { get; } =
    [
        new(Chat, "1", TwitchFeatures.Chat, Broadcaster, User),
        new("channel.channel_points_custom_reward_redemption.add", "1", TwitchFeatures.ChannelPoints, Broadcaster),
        new("channel.chat.message_delete", "1", TwitchFeatures.Chat, Broadcaster, User),
        new("channel.chat.clear_user_messages", "1", TwitchFeatures.Chat, Broadcaster, User),
        new("channel.chat.clear", "1", TwitchFeatures.Chat, Broadcaster, User),
        new("channel.chat.notification", "1", TwitchFeatures.Chat, Broadcaster, User),
        new("channel.channel_points_custom_reward_redemption.update", "1", TwitchFeatures.ChannelPoints, Broadcaster),
        new("channel.bits.use", "1", TwitchFeatures.Bits, Broadcaster),
        new(CustomPowerUp, "1", TwitchFeatures.Bits, Broadcaster),
        new(Raid, "1", null, RaidGoal),
        new("channel.follow", "2", TwitchFeatures.Follows, Broadcaster, Moderator),
        new("channel.hype_train.begin", "2", TwitchFeatures.HypeTrains, Broadcaster),
        new(Charity, "1", TwitchFeatures.Charity, Broadcaster),
        new("channel.ban", "1", TwitchFeatures.Bans, Broadcaster),
        new("automod.message.hold", "2", TwitchFeatures.AutoMod, Broadcaster, Moderator),
        new("automod.message.update", "2", TwitchFeatures.AutoMod, Broadcaster, Moderator),
        new("stream.online", "1", null, Broadcaster),
        new("stream.offline", "1", null, Broadcaster),
        new("channel.cheer", "1", TwitchFeatures.Bits, Broadcaster) { IsInPlaceOfChat = true },
        new("channel.subscribe", "1", TwitchFeatures.Subscriptions, Broadcaster) { IsInPlaceOfChat = true },
        new("channel.subscription.message", "1", TwitchFeatures.Subscriptions, Broadcaster) { IsInPlaceOfChat = true },
        new("channel.subscription.gift", "1", TwitchFeatures.Subscriptions, Broadcaster) { IsInPlaceOfChat = true },
        new("channel.channel_points_automatic_reward_redemption.add", "2", TwitchFeatures.ChannelPoints, Broadcaster) { IsInPlaceOfChat = true },
    ];

    /// <summary>Everything that chat is: messages, notices, and what takes them back. Without one of them IRC must read it.</summary>
    public static ImmutableArray<string> WholeChat { get; } = [.. All.Where(static kind => kind.Feature == TwitchFeatures.Chat).Select(static kind => kind.Type)];

    private static readonly FrozenSet<string> s_inPlaceOfChat = All.Where(static kind => kind.IsInPlaceOfChat).Select(static kind => kind.Type).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a sign-in is asked for.</summary>
    /// <param name="session">Who is signed in.</param>
    /// <param name="broadcasterId">Id of the channel.</param>
    /// <param name="features">Features that are on.</param>
    /// <returns>Kinds, most important first; never none.</returns>
    public static ImmutableArray<EventSubKind> For(TwitchSession session, string broadcasterId, IReadOnlyCollection<TwitchFeature> features)
    {
        var hasChat = features.Contains(TwitchFeatures.Chat) && TwitchFeatures.Chat.IsAllowedBy(session);
        return [.. All.Where(kind => (kind.Feature is null || IsGiven(kind.Feature)) && !(kind.IsInPlaceOfChat && hasChat))];

        bool IsGiven(TwitchFeature feature) =>
            features.Contains(feature) && feature.IsAllowedBy(session) && (!feature.OwnChannelOnly || session.UserId == broadcasterId);
    }

    /// <summary>Whether an event is what its feed is read for: not when another feed, which is in force too, tells the same.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <param name="isInForce">Whether a kind of subscription is in force.</param>
    /// <param name="isIrcReading">Whether IRC reads chat.</param>
    public static bool IsWanted(Events.StreamEvent streamEvent, Func<string, bool> isInForce, bool isIrcReading) => streamEvent switch
    {
        Events.Raid { Feed: "channel.chat.notification" } => !isInForce(Raid),
        Events.Donation { Feed: "channel.chat.notification" } => !isInForce(Charity),
        Events.Cheer { Feed: "channel.bits.use" } => false,
        Events.PowerUp { Feed: "channel.bits.use", PowerUpKind: "custom" } => !isInForce(CustomPowerUp),
        _ when s_inPlaceOfChat.Contains(streamEvent.Feed) => !isInForce(Chat) && !isIrcReading,
        _ => true,
    };
}
