namespace IShowTts.Integrations.Discord;

/// <summary>A server that the bot is on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; not ours, show it as text only.</param>
/// <param name="Channels">Channels that the bot sees, at most 1,000.</param>
public sealed record DiscordGuild(string Id, string Name, IReadOnlyList<DiscordChannel> Channels)
{
    /// <summary>When the bot came to it, milliseconds since 1970: another one when it was removed and invited again, which takes its commands away. 0 when it is not known.</summary>
    public long JoinedAt { get; init; }
}
