namespace IShowTts.Integrations.Discord;

/// <summary>A value to choose.</summary>
/// <param name="Name">What is shown, at most 100 characters.</param>
/// <param name="Value">What is sent, at most 100 characters.</param>
public sealed record DiscordChoice(string Name, string Value);
