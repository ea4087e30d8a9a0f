namespace IShowTts.Integrations.Discord;

/// <summary>A message of a text channel that is looked up.</summary>
/// <param name="GuildId">Server.</param>
/// <param name="ChannelId">Text channel.</param>
/// <param name="MessageId">The message.</param>
/// <param name="UserId">Its author, who is looked up too; empty when that is not wished.</param>
public sealed record DiscordLookRequest(string GuildId, string ChannelId, string MessageId, string UserId);
