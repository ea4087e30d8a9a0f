namespace IShowTts.Integrations.Discord;

/// <summary>Somebody was banned from a server.</summary>
/// <param name="GuildId">Server.</param>
/// <param name="UserId">Who.</param>
public sealed record DiscordMemberBanned(string GuildId, string UserId) : DiscordTextEvent(GuildId);
