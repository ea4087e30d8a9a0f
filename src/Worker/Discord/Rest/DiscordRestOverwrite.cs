namespace IShowTts.Worker.Discord.Rest;

/// <summary>What a channel allows or denies a role or a member.</summary>
/// <param name="Id">Id of the role or member.</param>
/// <param name="Type">0 role, 1 member.</param>
/// <param name="Allow">Bits that are given.</param>
/// <param name="Deny">Bits that are taken.</param>
internal sealed record DiscordRestOverwrite(string Id, int Type, ulong Allow, ulong Deny);
