namespace IShowTts.Integrations.Discord;

/// <summary>What Discord said to the commands of a server.</summary>
/// <param name="GuildId">Server.</param>
/// <param name="Hash">Of the set that is there now; empty when it was refused.</param>
/// <param name="Error">Why it was refused, for people; empty when it was not.</param>
public sealed record DiscordRegistration(string GuildId, string Hash, string Error);
