using IShowTts.Integrations.Discord;

namespace IShowTts.Worker.Discord;

/// <summary>The command <c>/tts</c> with its subcommands, as Discord shows it.</summary>
internal static class SlashCommands
{
    /// <summary>The command's name.</summary>
    public const string Root = "tts";

    /// <summary>What the command is, for Discord's list.</summary>
    public const string Description = "Steers the speech of the stream";

    public const string Say = "say";
    public const string Skip = "skip";
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Clear = "clear";
    public const string Status = "status";
    public const string Why = "why";
    public const string Voices = "voices";
    public const string Voice = "voice";
    public const string Ban = "ban";
    public const string Unban = "unban";
    public const string Held = "held";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Join = "join";
    public const string Leave = "leave";
    public const string Volume = "volume";

    public const string TextOption = "text";
    public const string WhichOption = "which";
    public const string NameOption = "name";
    public const string UserOption = "user";
    public const string PercentOption = "percent";
    public const string ChannelOption = "channel";

    /// <summary>Loudest volume, percent.</summary>
    public const int MaxPercent = 200;

    private const int LongestText = 500;

    private static readonly SlashOption s_held = new(WhichOption, "Which one; without it the oldest") { IsOffered = true };
    private static readonly SlashOption s_channel = new(ChannelOption, "Which of this server's channels, by its name in the configuration") { IsOffered = true };
    private static readonly SlashOption s_user = new(UserOption, "Account name on Twitch, or choose somebody of Discord from the list") { IsRequired = true, IsOffered = true };

    /// <summary>The subcommands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new(Say, "Speaks a text, through the filters", new SlashOption(TextOption, "What to say") { IsRequired = true, MaxLength = LongestText }),
        new(Skip, "Ends what is heard", new SlashOption(WhichOption, "One that waits; without it the one that is heard") { IsOffered = true }),
        new(Pause, "Silence; everything waits"),
        new(Resume, "Goes on from there"),
        new(Clear, "Drops everything that waits"),
        new(Status, "On or off, how many wait, and how this server's voice channel is"),
        new(Why, "Why your last message was or was not read"),
        new(Voices, "Lists the voices"),
        new(
            Voice,
            "Shows or chooses your voice, or that of somebody else",
            new SlashOption(NameOption, "A voice; reset for the default one") { IsOffered = true },
            s_user with { IsRequired = false, Description = "Somebody else; moderators only" }),
        new(Ban, "Puts somebody on the ignore list: nothing of theirs is spoken", s_user),
        new(Unban, "Takes somebody off the ignore list", s_user),
        new(Held, "Lists what waits for approval"),
        new(Approve, "Lets one that waits for approval be spoken", s_held),
        new(Reject, "Refuses one that waits for approval", s_held),
        new(Join, "Comes to your voice channel, else to the configured one", s_channel),
        new(Leave, "Leaves the voice channel until somebody calls join", s_channel),
        new(
            Volume,
            "How loud the speech is in this server's voice channel",
            new SlashOption(PercentOption, "0 is silent, 100 as it comes, 200 twice as loud") { IsRequired = true, Type = SlashOptionType.Number, MaxValue = MaxPercent },
            s_channel),
    ];

    /// <summary>The wish for one server.</summary>
    /// <param name="guildId">The server.</param>
    public static DiscordCommandSet For(string guildId) => new(guildId, SlashCommandJson.Hash, SlashCommandJson.Body);
}
