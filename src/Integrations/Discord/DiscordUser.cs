namespace IShowTts.Integrations.Discord;

/// <summary>Who did something on a server.</summary>
/// <param name="Id">Discord's id.</param>
/// <param name="Name">User name, unique at Discord.</param>
/// <param name="DisplayName">Name on that server; not ours, show it as text only.</param>
/// <param name="Roles">Ids of the roles on that server.</param>
/// <param name="IsOwner">Whether the server is theirs.</param>
/// <param name="VoiceChannelId">Voice channel they are in; null when in none.</param>
public sealed record DiscordUser(string Id, string Name, string DisplayName, IReadOnlyList<string> Roles, bool IsOwner, string? VoiceChannelId);
