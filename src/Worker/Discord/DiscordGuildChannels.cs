using IShowTts.Integrations.Discord;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>The configured voice channels of one server, and which of them is meant.</summary>
internal sealed class DiscordGuildChannels(IDiscordBot bot, IOptionsMonitor<DiscordOptions> options)
{
    /// <summary>What is said when a server has none.</summary>
    public const string None = "No voice channel of this server is in the configuration of iShowTTS (Discord:Channels).";

    /// <summary>Names of the server's channels in the configuration that a sink speaks in, sorted; all of the server's when there is none.</summary>
    /// <param name="guildId">The server.</param>
    public IReadOnlyList<string> NamesOf(string guildId)
    {
        var all = AllOf(guildId);
        var unused = bot.Voices.Where(static voice => !voice.IsUsed).Select(static voice => voice.Name).ToHashSet(StringComparer.Ordinal);
        string[] used = [.. all.Where(name => !unused.Contains(name))];
        return used.Length > 0 ? used : all;
    }

    /// <summary>How the server's connections are.</summary>
    /// <param name="guildId">The server.</param>
    public IReadOnlyList<DiscordVoiceState> StatesOf(string guildId) => [.. bot.Voices.Where(voice => voice.GuildId == guildId)];

    /// <summary>The channel that is meant: the named one, the only one, the one the bot is in, the one that somebody is in.</summary>
    /// <param name="guildId">The server.</param>
    /// <param name="asked">What was typed; empty for nothing.</param>
    /// <param name="callerChannelId">The voice channel of who asks; empty for none.</param>
    /// <param name="name">Its name in the configuration.</param>
    /// <returns>Null, or why it is not clear, for people.</returns>
    public string? Find(string guildId, string asked, string callerChannelId, out string name)
    {
        var names = NamesOf(guildId);
        // One that no sink speaks in is taken when it is named: the bot says what it lacks.
        name = asked.Length > 0 ? AllOf(guildId).FirstOrDefault(one => one.Equals(asked, StringComparison.OrdinalIgnoreCase)) ?? "" : names.Count == 1 ? names[0] : "";
        if (names.Count == 0)
        {
            return None;
        }

        if (name.Length == 0 && asked.Length == 0)
        {
            name = InUse(guildId) ?? names.FirstOrDefault(one => options.CurrentValue.Channels[one].ChannelId == callerChannelId) ?? "";
        }

        return name.Length > 0 ? null
            : asked.Length > 0 ? "There is no such channel here. Choose one from the list."
            : $"This server has {names.Count} channels in the configuration. Choose one with the option {SlashCommands.ChannelOption}.";
    }

    private string[] AllOf(string guildId) =>
        [.. options.CurrentValue.Channels.Where(channel => channel.Value.GuildId == guildId).Select(static channel => channel.Key).Order(StringComparer.Ordinal)];

    private string? InUse(string guildId) => StatesOf(guildId).FirstOrDefault(static voice => voice.Phase
        is DiscordVoicePhase.Ready or DiscordVoicePhase.Alone or DiscordVoicePhase.Muted or DiscordVoicePhase.Securing or DiscordVoicePhase.Joining or DiscordVoicePhase.Lost)?.Name;
}
