using System.Collections.Immutable;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Everything that a sign-in can give. The scopes are those of Twitch's tables of subscription types and of Helix.</summary>
public static class TwitchFeatures
{
    /// <summary>Chat, its notices and its deletions over EventSub.</summary>
    public static readonly TwitchFeature Chat = new("chat", "chat and its deletions over EventSub", false, TwitchScopes.ReadChat);

    /// <summary>Answers in chat over Helix.</summary>
    public static readonly TwitchFeature Answers = new("answers", "answers in chat", false, TwitchScopes.WriteChat);

    /// <summary>Chat over IRC under the account's name, while EventSub cannot be used.</summary>
    public static readonly TwitchFeature Irc = new("irc", "chat and answers over IRC while EventSub is away", false, TwitchScopes.IrcRead, TwitchScopes.IrcEdit);

    /// <summary>Rewards of our own: made, read, fulfilled, refunded.</summary>
    public static readonly TwitchFeature ChannelPoints = new("channel-points", "channel-point rewards with refunds", true, TwitchScopes.ManageRedemptions);

    /// <summary>Bits and power-ups.</summary>
    public static readonly TwitchFeature Bits = new("bits", "bits and power-ups", true, TwitchScopes.ReadBits);

    /// <summary>Subscriptions, resubs and gifts.</summary>
    public static readonly TwitchFeature Subscriptions = new("subscriptions", "subscriptions and gifts", true, TwitchScopes.ReadSubscriptions);

    /// <summary>Follows.</summary>
    public static readonly TwitchFeature Follows = new("follows", "follows", false, TwitchScopes.ReadFollowers);

    /// <summary>Hype trains.</summary>
    public static readonly TwitchFeature HypeTrains = new("hype-trains", "hype trains", true, TwitchScopes.ReadHypeTrain);

    /// <summary>Donations to a charity over Twitch.</summary>
    public static readonly TwitchFeature Charity = new("charity", "charity donations", true, TwitchScopes.ReadCharity);

    /// <summary>Messages that AutoMod holds.</summary>
    public static readonly TwitchFeature AutoMod = new("automod", "messages that AutoMod holds", false, TwitchScopes.ManageAutoMod);

    /// <summary>Bans with their length; chat tells that there was one without it.</summary>
    public static readonly TwitchFeature Bans = new("bans", "bans and their length", true, TwitchScopes.Moderate);

    /// <summary>All of them, most important first.</summary>
    public static ImmutableArray<TwitchFeature> All { get; } =
        [Chat, Answers, Irc, ChannelPoints, Bits, Subscriptions, Follows, HypeTrains, Charity, AutoMod, Bans];

    /// <summary>Those that a sign-in does not allow.</summary>
    /// <param name="session">Who is signed in.</param>
    /// <param name="wanted">Those that are on; null for all.</param>
    public static ImmutableArray<TwitchFeature> Missing(TwitchSession session, IEnumerable<TwitchFeature>? wanted = null) =>
        [.. (wanted ?? All).Where(feature => !feature.IsAllowedBy(session))];

    /// <summary>The scopes to ask for, each once, in order.</summary>
    /// <param name="wanted">Features that are on.</param>
    public static ImmutableArray<string> ScopesOf(IEnumerable<TwitchFeature> wanted) =>
        [.. wanted.SelectMany(static feature => feature.Scopes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
