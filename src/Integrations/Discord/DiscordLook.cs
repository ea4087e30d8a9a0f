namespace IShowTts.Integrations.Discord;

/// <summary>Whether a message is still there, and its author.</summary>
/// <param name="Result">What Discord said.</param>
/// <param name="Error">Why it is not known, for people; empty when it is.</param>
public sealed record DiscordLook(DiscordLookResult Result, string Error);
