namespace IShowTts.TestKit.Discord;

/// <summary>The guilds, channels and members of every loopback; ids as Discord makes them, so that none can be a double.</summary>
internal static class LoopbackWorld
{
    /// <summary>The bot's token.</summary>
    public const string Token = "loopback.bot.token";

    /// <summary>The application.</summary>
    public const string ApplicationId = "100000000000000001";

    /// <summary>The bot's user.</summary>
    public const string BotId = "100000000000000002";

    /// <summary>The first guild.</summary>
    public const string Guild = "200000000000000001";

    /// <summary>Its voice channel.</summary>
    public const string Channel = "210000000000000001";

    /// <summary>Its other voice channel.</summary>
    public const string OtherChannel = "210000000000000002";

    /// <summary>A voice channel the bot may not join; Discord does not answer.</summary>
    public const string ForbiddenChannel = "210000000000000003";

    /// <summary>Its text channel.</summary>
    public const string TextChannel = "210000000000000004";

    /// <summary>Its stage channel, which is without DAVE.</summary>
    public const string Stage = "210000000000000005";

    /// <summary>Its moderators' role.</summary>
    public const string ModeratorRole = "220000000000000001";

    /// <summary>The role that the invitation to the first guild gave the bot; the second one's gave it neither View Audit Log nor Read Message History.</summary>
    public const string BotRole = "220000000000000002";

    /// <summary>Permissions of a role that may mute members, and so make itself a speaker of a stage.</summary>
    public const string MuteMembers = "4194304";

    /// <summary>Permissions of a role that may ask to speak on a stage.</summary>
    public const string RequestToSpeak = "4294967296";

    /// <summary>The second guild.</summary>
    public const string SecondGuild = "300000000000000001";

    /// <summary>Its voice channel.</summary>
    public const string SecondChannel = "310000000000000001";

    /// <summary>Owner of both guilds.</summary>
    public const string Owner = "400000000000000001";

    /// <summary>A moderator of the first guild.</summary>
    public const string Moderator = "400000000000000002";

    /// <summary>A member of both guilds.</summary>
    public const string Ann = "400000000000000003";

    /// <summary>A member of both guilds.</summary>
    public const string Bob = "400000000000000004";

    private const string Everyday = "36703232"; // view, connect, speak, use voice activity, send messages
    private const string JoinedAt = "2026-01-01T00:00:00.000000+00:00";

    /// <summary>The configuration of the Node program, without certificate.</summary>
    public static Dictionary<string, object?> Describe() => new()
    {
        ["token"] = Token,
        ["applicationId"] = ApplicationId,
        ["bot"] = User(BotId, "ishowtts", bot: true),
        ["guilds"] = new object[]
        {
            new
            {
                id = Guild,
                name = "First guild",
                ownerId = Owner,
                roles = new[] { Role(Guild, "@everyone", Everyday), Role(ModeratorRole, "mods", "8192"), Role(BotRole, "ishowtts", "65664") },
                channels = new[]
                {
                    Voice(Channel, "Talk"), Voice(OtherChannel, "Other talk"), Voice(ForbiddenChannel, "Closed", forbidden: true), Made(TextChannel, "chat", 0), Made(Stage, "Stage", 13),
                },
                members = new[] { Bot(BotRole), Member(Owner, "streamer"), Member(Moderator, "mod", ModeratorRole), Member(Ann, "ann"), Member(Bob, "bob") },
            },
            new
            {
                id = SecondGuild,
                name = "Second guild",
                ownerId = Owner,
                roles = new[] { Role(SecondGuild, "@everyone", Everyday) },
                channels = new[] { Voice(SecondChannel, "Talk") },
                members = new[] { Bot(), Member(Owner, "streamer"), Member(Ann, "ann"), Member(Bob, "bob") },
            },
        },
    };

    private static object User(string id, string name, bool bot = false) =>
        new { id, username = name, global_name = bot ? null : char.ToUpperInvariant(name[0]) + name[1..], discriminator = "0", avatar = (string?)null, bot };

    private static object Bot(params string[] roles) => new { user = User(BotId, "ishowtts", bot: true), roles, nick = (string?)null, joined_at = JoinedAt, deaf = false, mute = false, flags = 0 };

    private static object Member(string id, string name, params string[] roles) =>
        new { user = User(id, name), roles, nick = (string?)null, joined_at = JoinedAt, deaf = false, mute = false, flags = 0 };

    private static object Role(string id, string name, string permissions) =>
        new { id, name, permissions, color = 0, colors = new { primary_color = 0 }, hoist = false, managed = false, mentionable = false, position = 0, flags = 0 };

    private static object Voice(string id, string name, bool forbidden = false) => Made(id, name, 2, forbidden);

    // A channel that is forbidden denies Connect to everyone.
    private static object Made(string id, string name, int type, bool forbidden = false) => new
    {
        id,
        name,
        type,
        position = 0,
        bitrate = 64_000,
        user_limit = 0,
        isForbidden = forbidden,
        permission_overwrites = forbidden ? new object[] { new { id = Guild, type = 0, allow = "0", deny = "1048576" } } : [],
    };
}
