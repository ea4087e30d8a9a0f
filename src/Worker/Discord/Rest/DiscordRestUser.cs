namespace IShowTts.Worker.Discord.Rest;

/// <summary>A user, as REST gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Username">Its name.</param>
internal sealed record DiscordRestUser(string Id, string Username);
