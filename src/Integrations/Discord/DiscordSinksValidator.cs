using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Discord;

/// <summary>Checks that what <c>Outputs:Sinks</c> says of Discord fits to the section <c>Discord</c>.</summary>
/// <param name="discord">The bot.</param>
internal sealed class DiscordSinksValidator(IOptions<DiscordOptions> discord) : IValidateOptions<OutputOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OutputOptions options)
    {
        List<string> errors = [];
        Dictionary<string, string> guilds = new(StringComparer.Ordinal);
        for (var i = 0; i < options.Sinks.Count; i++)
        {
            if (SinkSpec.TryParse(options.Sinks[i], out var spec, out _) && spec.Kind == SinkKind.Discord)
            {
                Check(errors, $"{OutputOptions.Section}:Sinks:{i}", spec.Argument, guilds);
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private void Check(List<string> errors, string key, string channel, Dictionary<string, string> guilds)
    {
        var bot = discord.Value;
        if (!bot.Enabled)
        {
            errors.Add($"{key}: discord:{channel} needs the bot. Set Discord:Enabled to true (docs/discord.md says how), or remove this sink.");
        }
        else if (!bot.Channels.TryGetValue(channel, out var home))
        {
            errors.Add($"{key}: Discord:Channels has no {channel}{(bot.Channels.Count > 0 ? $"; it has {string.Join(", ", bot.Channels.Keys.Order(StringComparer.Ordinal))}" : "")}. Add Discord:Channels:{channel} with GuildId and ChannelId, or remove this sink.");
        }
        else if (!guilds.TryAdd(home.GuildId, channel) && guilds[home.GuildId] != channel)
        {
            errors.Add($"{key}: discord:{channel} and discord:{guilds[home.GuildId]} are of the same server, and a bot can speak in one channel of a server at a time. Remove one.");
        }
    }
}
