namespace IShowTts.Worker.Discord.Rest;

/// <summary>A role, as REST gives it.</summary>
/// <param name="Id">Its id; that of everyone is the server's.</param>
/// <param name="Permissions">What it gives.</param>
internal sealed record DiscordRestRole(string Id, ulong Permissions);
