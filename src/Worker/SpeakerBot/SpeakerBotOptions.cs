using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>Section <c>SpeakerBot</c>: the ports and requests of Speaker.bot, so that Streamer.bot and Stream Deck set-ups made for it go on working (docs/speakerbot.md). Only programs on this machine reach them.</summary>
internal sealed class SpeakerBotOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "SpeakerBot";

    /// <summary>Whether the ports are opened. Programs there need no key. Default no.</summary>
    public bool Enabled { get; set; }

    /// <summary>Port of the WebSocket on 127.0.0.1; 0 lets the system choose a free one. Default 7580, as Streamer.bot expects.</summary>
    [Range(0, 65_535)]
    public int WebSocketPort { get; set; } = 7580;

    /// <summary>Whether commands over UDP are taken too. Default yes.</summary>
    public bool Udp { get; set; } = true;

    /// <summary>Port for UDP on 127.0.0.1; 0 lets the system choose a free one. Default 6669, which Speaker.bot's users cannot change.</summary>
    [Range(0, 65_535)]
    public int UdpPort { get; set; } = 6669;

    /// <summary>Most WebSocket connections at the same time. Default 16.</summary>
    [Range(1, 256)]
    public int MaxConnections { get; set; } = 16;

    /// <summary>Requests that each connection, and UDP as a whole, may make in a second, on average; twice as many at once. Default 20.</summary>
    [Range(1, 1_000)]
    public int RequestsPerSecond { get; set; } = 20;

    /// <summary>Voices by the names (voice aliases) that Speaker.bot had for them, for example <c>"EventVoice": "en-us"</c>. Other names are looked for among the voices; one that is not there speaks in the default voice. Default none.</summary>
    public Dictionary<string, string> Aliases { get; set; } = [];
}
