namespace IShowTts.Integrations.Discord;

/// <summary>State of a voice connection, as the bridge tells it (docs/discord-bridge.md).</summary>
public enum DiscordVoicePhase
{
    /// <summary>Nothing is known: the bridge or the bot is not there.</summary>
    Unknown,

    /// <summary>Discord was asked to let the bot in.</summary>
    Joining,

    /// <summary>In the channel; the keys of the encryption are not there yet.</summary>
    Securing,

    /// <summary>Speech is heard.</summary>
    Ready,

    /// <summary>In the channel, but nobody who could hear is.</summary>
    Alone,

    /// <summary>In the channel, but a moderator muted it, or it may not speak there: the audience of a stage.</summary>
    Muted,

    /// <summary>Left because nobody was there; comes back when somebody joins.</summary>
    Away,

    /// <summary>The connection was lost and is being made again.</summary>
    Lost,

    /// <summary>Left because it was told to.</summary>
    Left,

    /// <summary>Ended for good; only another join tries again.</summary>
    Stopped,
}
