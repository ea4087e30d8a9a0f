using IShowTts.Integrations.Discord;
using IShowTts.Worker.Api;

namespace IShowTts.Worker.Discord;

/// <summary>How a configured voice channel is.</summary>
/// <param name="Name">Key in <c>Discord:Channels</c>.</param>
/// <param name="GuildId">Server.</param>
/// <param name="State">A <see cref="DiscordVoicePhase"/> in kebab-case.</param>
/// <param name="Reason">Why, short; empty when there is none.</param>
/// <param name="Detail">For people.</param>
/// <param name="ChannelId">Where the bot is or goes to.</param>
/// <param name="ChannelName">Its name; empty when not known.</param>
/// <param name="Listeners">People who can hear.</param>
/// <param name="IsEncrypted">Whether speech is end-to-end encrypted.</param>
internal sealed record DiscordVoiceBody(
    string Name, string GuildId, string State, string Reason, string Detail, string ChannelId, string ChannelName, int Listeners, bool IsEncrypted)
{
    /// <summary>As the bot tells it.</summary>
    public static DiscordVoiceBody From(DiscordVoiceState voice) => new(
        voice.Name, voice.GuildId, Kebab.Of(voice.Phase), voice.Reason, voice.Detail, voice.ChannelId, voice.ChannelName, voice.Listeners, voice.IsEncrypted);
}
