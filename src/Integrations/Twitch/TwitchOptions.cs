using System.ComponentModel.DataAnnotations;

namespace IShowTts.Integrations.Twitch;

/// <summary>Which Twitch channel is read, and how.</summary>
public sealed class TwitchOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Twitch";

    /// <summary>Login of the channel to read, with or without <c>#</c> or <c>@</c>; empty reads none. Default empty.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Login of the account that reads and answers; empty reads anonymously. Default empty.</summary>
    public string Login { get; set; } = "";

    /// <summary>OAuth token of that account, with or without <c>oauth:</c> (scopes chat:read, chat:edit); empty reads anonymously. A secret.</summary>
    public string Token { get; set; } = "";

    /// <summary>Client id of your application at dev.twitch.tv (type public): needed to sign in. Not a secret. Default empty.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Whether a sign-in asks for what tells that AutoMod holds a message: what it holds is not spoken. Default yes.</summary>
    public bool AutoMod { get; set; } = true;

    /// <summary>Whether a sign-in asks for what tells of bans; chat itself tells that a viewer was silenced. Default no.</summary>
    public bool Bans { get; set; }

    /// <summary>Address of Twitch's sign-in, <c>https</c>; without a path, <c>/oauth2</c> is added. Default Twitch's own.</summary>
    public string IdUrl { get; set; } = "https://id.twitch.tv/oauth2";

    /// <summary>Address of Twitch's Helix API, <c>https</c>; without a path, <c>/helix</c> is added. Default Twitch's own.</summary>
    public string HelixUrl { get; set; } = "https://api.twitch.tv/helix";

    /// <summary>WebSocket address of EventSub, <c>wss</c>; without a path, <c>/ws</c> is added. Default Twitch's own.</summary>
    public string EventSubUrl { get; set; } = "wss://eventsub.wss.twitch.tv/ws";

    /// <summary>WebSocket address of the chat server, <c>wss</c>; <c>ws</c> only to this machine, as a token goes there. Default Twitch's own.</summary>
    public string IrcUrl { get; set; } = "wss://irc-ws.chat.twitch.tv:443";

    /// <summary>The channel's own cheermote prefixes, besides Twitch's. Default none.</summary>
    public string[] CheermotePrefixes { get; set; } = [];

    /// <summary>Seconds from the start of a connection until the channel is joined. Default 15.</summary>
    [Range(1, 120)]
    public double HandshakeSeconds { get; set; } = 15;

    /// <summary>Seconds without a line after which Twitch is asked whether it is there. Default 60.</summary>
    [Range(1, 600)]
    public double SilenceSeconds { get; set; } = 60;

    /// <summary>Seconds that the answer to that question may take before the connection counts as lost. Default 10.</summary>
    [Range(1, 120)]
    public double AnswerSeconds { get; set; } = 10;

    /// <summary>Seconds of the first wait before a new attempt; later ones double, all with jitter. Default 1.</summary>
    [Range(0.001, 60)]
    public double ReconnectMinSeconds { get; set; } = 1;

    /// <summary>Longest wait before a new attempt, in seconds. Default 60.</summary>
    [Range(0.001, 600)]
    public double ReconnectMaxSeconds { get; set; } = 60;

    /// <summary>Events that wait for the worker; a full buffer is back-pressure on Twitch. Default 1000.</summary>
    [Range(1, 100_000)]
    public int EventBuffer { get; set; } = 1000;
}
