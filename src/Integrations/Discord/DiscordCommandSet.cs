namespace IShowTts.Integrations.Discord;

/// <summary>The slash commands that a server shall have.</summary>
/// <param name="GuildId">Server.</param>
/// <param name="Hash">Names this content: the same commands have the same one.</param>
/// <param name="Body">Discord's array of commands, JSON; at most 100,000 characters.</param>
public sealed record DiscordCommandSet(string GuildId, string Hash, string Body);
