namespace IShowTts.Integrations.Discord;

/// <summary>How a configured voice channel is.</summary>
/// <param name="Name">Key in <c>Discord:Channels</c>.</param>
/// <param name="GuildId">Server of the channel.</param>
/// <param name="Phase">What its connection is doing.</param>
/// <param name="Reason">Why, short and stable, kebab-case: <c>dave-required</c>, <c>kicked</c> …; empty when there is none.</param>
/// <param name="Detail">One or two sentences for people: how it is, and the cure when something is wrong.</param>
/// <param name="ChannelId">Channel the bot is in or goes to; it may have been moved or asked to join another than the configured one.</param>
/// <param name="ChannelName">Its name; empty when it is not known.</param>
/// <param name="Listeners">People there who can hear.</param>
/// <param name="IsEncrypted">Whether speech is end-to-end encrypted.</param>
public sealed record DiscordVoiceState(
    string Name, string GuildId, DiscordVoicePhase Phase, string Reason, string Detail, string ChannelId, string ChannelName, int Listeners, bool IsEncrypted)
{
    /// <summary>Whether a sink speaks there: <c>Outputs:Sinks</c> has <c>discord:NAME</c>.</summary>
    public bool IsUsed { get; init; } = true;
}
