namespace IShowTts.Integrations.Discord;

/// <summary>Something that happened in a text channel of <c>Discord:TextChannels</c>, or on its server.</summary>
/// <param name="GuildId">Server.</param>
public abstract record DiscordTextEvent(string GuildId);
