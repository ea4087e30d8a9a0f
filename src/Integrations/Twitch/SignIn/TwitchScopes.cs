namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Rights that a token can hold, in Twitch's words (https://dev.twitch.tv/docs/authentication/scopes).</summary>
public static class TwitchScopes
{
    /// <summary>Chat over EventSub, and its deletions.</summary>
    public const string ReadChat = "user:read:chat";

    /// <summary>Answers in chat over Helix.</summary>
    public const string WriteChat = "user:write:chat";

    /// <summary>Chat over IRC.</summary>
    public const string IrcRead = "chat:read";

    /// <summary>Answers over IRC.</summary>
    public const string IrcEdit = "chat:edit";

    /// <summary>Our own rewards: create, fulfil, refund.</summary>
    public const string ManageRedemptions = "channel:manage:redemptions";

    /// <summary>Bits and power-ups.</summary>
    public const string ReadBits = "bits:read";

    /// <summary>Subscriptions and gifts.</summary>
    public const string ReadSubscriptions = "channel:read:subscriptions";

    /// <summary>Follows.</summary>
    public const string ReadFollowers = "moderator:read:followers";

    /// <summary>Hype trains.</summary>
    public const string ReadHypeTrain = "channel:read:hype_train";

    /// <summary>Charity donations.</summary>
    public const string ReadCharity = "channel:read:charity";

    /// <summary>Bans with their reason and length.</summary>
    public const string Moderate = "channel:moderate";

    /// <summary>Messages that AutoMod holds.</summary>
    public const string ManageAutoMod = "moderator:manage:automod";
}
