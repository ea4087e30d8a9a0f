namespace IShowTts.Integrations.Discord;

/// <summary>What the bot may do in a channel.</summary>
/// <param name="Permissions">Discord's bits; 0 when <paramref name="Error"/> is not empty.</param>
/// <param name="Error">Why it could not be found out, for people; empty when it was.</param>
public sealed record DiscordInspection(ulong Permissions, string Error);
