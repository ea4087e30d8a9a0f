namespace IShowTts.Integrations.Discord;

/// <summary>The bot is connected, and all that Discord tells of this session's past was told before.</summary>
/// <param name="Interruptions">Number of <see cref="IDiscordBot.Interruptions"/> then: with another one now this is out of date.</param>
/// <param name="IsNew">Whether the session began anew: what happened while the bot was away, it is not told.</param>
public sealed record DiscordSession(long Interruptions, bool IsNew) : DiscordTextEvent("");
