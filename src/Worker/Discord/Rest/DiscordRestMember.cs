namespace IShowTts.Worker.Discord.Rest;

/// <summary>A member of a server, as REST gives it.</summary>
/// <param name="Roles">Ids of the member's roles.</param>
internal sealed record DiscordRestMember(IReadOnlyList<string> Roles);
