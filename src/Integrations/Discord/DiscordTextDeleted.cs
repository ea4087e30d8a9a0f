namespace IShowTts.Integrations.Discord;

/// <summary>Messages were deleted.</summary>
/// <param name="GuildId">Server; may be empty.</param>
/// <param name="ChannelId">Text channel.</param>
/// <param name="Ids">Which ones.</param>
public sealed record DiscordTextDeleted(string GuildId, string ChannelId, IReadOnlyList<string> Ids) : DiscordTextEvent(GuildId);
