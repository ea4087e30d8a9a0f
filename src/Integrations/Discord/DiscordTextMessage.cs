namespace IShowTts.Integrations.Discord;

/// <summary>A message was written.</summary>
/// <param name="Id">Its id.</param>
/// <param name="GuildId">Server.</param>
/// <param name="ChannelId">Text channel.</param>
/// <param name="User">Who wrote it.</param>
/// <param name="Text">As written, with Discord's mark-up.</param>
/// <param name="At">When.</param>
/// <param name="Mentions">Names by id, for what the text mentions.</param>
public sealed record DiscordTextMessage(
    string Id, string GuildId, string ChannelId, DiscordUser User, string Text, DateTimeOffset At, IReadOnlyDictionary<string, string> Mentions)
    : DiscordTextEvent(GuildId);
