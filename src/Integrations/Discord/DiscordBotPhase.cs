namespace IShowTts.Integrations.Discord;

/// <summary>What the bot is doing.</summary>
public enum DiscordBotPhase
{
    /// <summary>The bridge is not running yet, or is started again.</summary>
    Starting,

    /// <summary>Logging in.</summary>
    Connecting,

    /// <summary>Logged in; commands and events come.</summary>
    Ready,

    /// <summary>The connection to Discord was lost and is being made again.</summary>
    Reconnecting,

    /// <summary>It gave up: a person must act, then start the worker again.</summary>
    Failed,

    /// <summary>The worker ends.</summary>
    Stopped,
}
