namespace IShowTts.Worker.Discord.Rest;

/// <summary>A server, as REST gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; not ours.</param>
/// <param name="Roles">Its roles.</param>
internal sealed record DiscordRestGuild(string Id, string Name, IReadOnlyList<DiscordRestRole> Roles);
