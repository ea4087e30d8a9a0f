using IShowTts.Integrations.Discord;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>Which servers count: those that <c>Discord:Channels</c> names, and those that hold a channel of <c>Discord:TextChannels</c>.</summary>
/// <remarks>Anybody may invite a public bot to a server of their own, where they are the owner. There it has no commands, and neither owner nor ban means anything.</remarks>
internal sealed class DiscordHome(IDiscordBot bot, IOptionsMonitor<DiscordOptions> options)
{
    /// <summary>What is said on any other server.</summary>
    public const string NotHere = "iShowTTS is not set up for this server.";

    /// <summary>Whether the streamer set the bot up for a server.</summary>
    /// <param name="guildId">The server.</param>
    public bool Has(string guildId) =>
        options.CurrentValue is var current
        && (current.Channels.Values.Any(channel => channel.GuildId == guildId)
            || bot.Guilds.Any(guild => guild.Id == guildId && guild.Channels.Any(channel => current.TextChannels.Contains(channel.Id))));
}
