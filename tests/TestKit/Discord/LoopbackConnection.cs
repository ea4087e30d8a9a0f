namespace IShowTts.TestKit.Discord;

/// <summary>One voice connection of the bot; resumes are the same connection.</summary>
internal sealed record LoopbackConnection
{
    /// <summary>From 1, in order.</summary>
    public int Number { get; init; }

    /// <summary>The guild.</summary>
    public string GuildId { get; init; } = "";

    /// <summary>The channel.</summary>
    public string ChannelId { get; init; } = "";

    /// <summary>Version of DAVE, 0 for none.</summary>
    public int Dave { get; init; }

    /// <summary>The AEAD mode; null before it was chosen.</summary>
    public string? Mode { get; init; }

    /// <summary>The session was described; packets may come.</summary>
    public bool IsReady { get; init; }

    /// <summary>Its websocket is open.</summary>
    public bool IsConnected { get; init; }

    /// <summary>The bot is in the MLS group.</summary>
    public bool IsSecured { get; init; }

    /// <summary>Ended for good.</summary>
    public bool IsOver { get; init; }

    /// <summary>Close code of its websocket's last end.</summary>
    public int? Closed { get; init; }

    /// <summary>RTP packets that came and were opened.</summary>
    public int Packets { get; init; }

    /// <summary>Those with sound.</summary>
    public int Audio { get; init; }

    /// <summary>Those with a silence frame.</summary>
    public int Silence { get; init; }

    /// <summary>Those with sound that was not end-to-end encrypted although DAVE was on, or had been on in this channel.</summary>
    public int Plaintext { get; init; }

    /// <summary>Packets whose AEAD tag was wrong.</summary>
    public int Bad { get; init; }

    /// <summary>Holes in the sequence numbers.</summary>
    public int Lost { get; init; }

    /// <summary>Packets thrown away because the test wanted loss.</summary>
    public int Dropped { get; init; }

    /// <summary>Packets that nobody heard because the bot was suppressed or muted.</summary>
    public int Unheard { get; init; }

    /// <summary>Keep-alives.</summary>
    public int KeepAlives { get; init; }

    /// <summary>Resumes.</summary>
    public int Resumes { get; init; }

    /// <summary>Heartbeats.</summary>
    public int Heartbeats { get; init; }

    /// <summary>What the bot last said of itself: 1 speaks, 0 does not.</summary>
    public int Speaking { get; init; }

    /// <summary>How often it began to speak.</summary>
    public int Speakings { get; init; }

    /// <summary>Commits it offered.</summary>
    public int Commits { get; init; }

    /// <summary>Commits and welcomes it could not use.</summary>
    public int Invalid { get; init; }
}
