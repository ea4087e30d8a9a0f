using System.ComponentModel.DataAnnotations;

namespace IShowTts.Integrations.Discord;

/// <summary>The Discord bot: its voice channels, and text channels that are spoken (docs/discord.md).</summary>
public sealed class DiscordOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Discord";

    /// <summary>Whether the bot is started. It needs Node and <c>./run.sh setup --discord</c>. Default no.</summary>
    public bool Enabled { get; set; }

    /// <summary>The bot's token, from the page Bot of your application at discord.com/developers. A secret. Default empty.</summary>
    public string Token { get; set; } = "";

    /// <summary>Address of Discord's API, <c>https</c>; <c>http</c> only to this machine, as the token goes there. Empty for Discord's own. Default empty.</summary>
    public string ApiUrl { get; set; } = "";

    /// <summary>The Node program that runs the bridge: a name to look up, or a path. At least version 20.19. Default <c>node</c>.</summary>
    public string Node { get; set; } = "node";

    /// <summary>The folder <c>node_modules</c> with the bridge's packages. Empty for the one that <c>./run.sh setup --discord</c> fills. Default empty.</summary>
    public string ModulesFolder { get; set; } = "";

    /// <summary>The bot leaves a voice channel after being alone in it for this many minutes, and comes back when somebody joins. 0 stays. Default 5.</summary>
    [Range(0.0, 1_440.0)]
    public double LeaveWhenAloneMinutes { get; set; } = 5;

    /// <summary>Seconds after which the bot comes back when it was kicked out of a voice channel. 0 stays away. Default 30.</summary>
    [Range(0.0, 3_600.0)]
    public double RejoinAfterKickSeconds { get; set; } = 30;

    /// <summary>Bits that one second of speech has, in thousands. A channel without boosts takes 96. Default 64.</summary>
    [Range(16, 384)]
    public int BitrateKbps { get; set; } = 64;

    /// <summary>Seconds that a voice connection may be away, for example while Discord moves it, before it counts as lost; and the bot from Discord, as when it is asked to connect anew, before that is an alarm. Default 5.</summary>
    [Range(1.0, 60.0)]
    public double LostSeconds { get; set; } = 5;

    /// <summary>Voice channels by a name of yours (1 to 32 of a–z, 0–9, - and _): <c>discord:NAME</c> in <c>Outputs:Sinks</c> speaks there. One channel of a server at a time.</summary>
    public Dictionary<string, DiscordChannelOptions> Channels { get; set; } = [];

    /// <summary>Ids of text channels whose messages are spoken like chat; needs the message content intent. Default none.</summary>
    [MaxLength(20)]
    public string[] TextChannels { get; set; } = [];
}
