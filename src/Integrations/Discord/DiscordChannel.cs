namespace IShowTts.Integrations.Discord;

/// <summary>A channel of a server.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; not ours, show it as text only.</param>
/// <param name="Type">Discord's number: 0 text, 2 voice, 13 stage.</param>
/// <param name="Permissions">What the bot may do there, Discord's bits.</param>
public sealed record DiscordChannel(string Id, string Name, int Type, ulong Permissions);
