using BenchmarkDotNet.Attributes;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Benchmarks;

/// <summary>From a line of chat to an event: what one message costs before intake.</summary>
public class TwitchIrcBenchmarks
{
    private readonly IrcEventDecoder _decoder = new("ourbot", CheermotePrefixes.Global);
    private string _line = "";

    /// <summary>What is read: a plain message, one with emotes behind emoji, a cheer, a resub.</summary>
    [ParamsAllValues]
    public ChatLineKind Kind { get; set; }

    /// <summary>Parses and decodes one line.</summary>
    [Benchmark]
    public DecodeResult Decode() =>
        IrcLine.TryParse(_line, out var line, out var error) ? _decoder.Decode(line, default) : throw new InvalidOperationException(error);

    /// <summary>Makes the line once.</summary>
    [GlobalSetup]
    public void Prepare() => _line = Line(Kind);

    private static string Line(ChatLineKind kind) => kind switch
    {
        ChatLineKind.Plain => Tags("") + " :ann!ann@ann.tmi.twitch.tv PRIVMSG #somechannel :has anyone seen the new trailer, it looks really good",
        ChatLineKind.Emotes => Tags("25:2-6,21-25/1902:8-12") + " :ann!ann@ann.tmi.twitch.tv PRIVMSG #somechannel :👉 Kappa Keepo what a Kappa play",
        ChatLineKind.Cheer => Tags("").Replace("@", "@bits=200;", StringComparison.Ordinal) + " :ann!ann@ann.tmi.twitch.tv PRIVMSG #somechannel :Cheer100 that was the best run so far Cheer100",
        _ => Tags("") + " :tmi.twitch.tv USERNOTICE #somechannel :fourteen months already",
    };

    private static string Tags(string emotes) =>
        "@badge-info=subscriber/22;badges=moderator/1,subscriber/12;client-nonce=245b864d508a69a685e25104204bd31b;color=#19E6E6;"
        + $"display-name=Ann;emotes={emotes};first-msg=0;flags=;id=3695cb46-f70a-4d6f-a71b-159d434c45b5;login=ann;mod=1;msg-id=resub;"
        + "msg-param-cumulative-months=14;msg-param-sub-plan=1000;returning-chatter=0;room-id=11148817;subscriber=1;"
        + "system-msg=Ann\\ssubscribed\\sfor\\s14\\smonths!;tmi-sent-ts=1594557379272;turbo=0;user-id=40286300;user-type=mod";
}
