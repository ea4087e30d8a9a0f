namespace IShowTts.Integrations.Discord;

/// <summary>What Discord says of a message and its author.</summary>
public enum DiscordLookResult
{
    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>Both are there.</summary>
    There,

    /// <summary>The message is no longer there.</summary>
    Deleted,

    /// <summary>The author is no longer on the server, or in a timeout.</summary>
    Expelled,

    /// <summary>The bot may not read there: it lacks View Channel or Read Message History.</summary>
    Forbidden,
}
