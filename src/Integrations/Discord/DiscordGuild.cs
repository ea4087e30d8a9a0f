namespace IShowTts.Integrations.Discord;

/// <summary>A server that the bot is on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; not ours, show it as text only.</param>
/// <param name="Channels">Channels that the bot sees, at most 1,000.</param>
public sealed record DiscordGuild(string Id, string Name, IReadOnlyList<DiscordChannel> Channels);
