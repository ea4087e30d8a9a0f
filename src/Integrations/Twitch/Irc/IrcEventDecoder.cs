using System.Globalization;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Turns lines into events, or says why a line is none. Never throws on a line. Not thread safe: it remembers announced gift bombs.</summary>
/// <param name="ownLogin">Our own account's login, whose messages are no events; empty when there is none.</param>
/// <param name="cheermotes">Known cheermotes.</param>
internal sealed class IrcEventDecoder(string ownLogin, CheermotePrefixes cheermotes)
{
    /// <summary>What events of this decoder say as their source.</summary>
    internal const string Source = "twitch-irc";

    private readonly IrcChatDecoder _chat = new(cheermotes);
    private readonly IrcUserNoticeDecoder _notices = new();

    /// <summary>Decodes one line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="receivedAt">When it came; the event's time where the platform tells none.</param>
    public DecodeResult Decode(IrcLine line, DateTimeOffset receivedAt)
    {
        var result = DecodeCommand(line, SentAt(line, receivedAt));
        return result.Event is { } made ? DecodeResult.Of(made with { Feed = line.Command.ToLowerInvariant() }) : result;
    }

    /// <summary>Whether a line was re-told by a "recent messages" service.</summary>
    /// <param name="line">The line.</param>
    internal static bool IsHistorical(IrcLine line) => line.Tags.IsSet("historical") || line.Tags.HasStartingWith("rm-");

    private DecodeResult DecodeCommand(IrcLine line, DateTimeOffset at) => line.Command switch
    {
        "PRIVMSG" => DecodeChat(line, at),
        "USERNOTICE" => _notices.Decode(line, at),
        "CLEARCHAT" or "CLEARMSG" => IrcModerationDecoder.Decode(line, at),
        "NOTICE" => DecodeResult.NotAMessage($"notice from Twitch: {line.Tags.FirstOf("msg-id")} {line.Text}".Replace("  ", " ", StringComparison.Ordinal)),
        "WHISPER" => DecodeResult.NotAMessage("a whisper is private"),
        _ => DecodeResult.NotAMessage($"{line.Command} belongs to the connection or the room"),
    };

    private static DateTimeOffset SentAt(IrcLine line, DateTimeOffset receivedAt) =>
        long.TryParse(line.Tags["tmi-sent-ts"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : receivedAt;

    private DecodeResult DecodeChat(IrcLine line, DateTimeOffset at)
    {
        if (line.Channel.Length == 0) return DecodeResult.Malformed("the message names no channel");
        if (line.Text is null) return DecodeResult.Malformed("the message has no text");

        var login = IrcViewer.Login(line);
        if (login is "" or "jtv") return DecodeResult.NotAMessage("a message without a sender is not chat");

        // In one's own channel one's own words are the streamer's, typed elsewhere: Twitch does not echo what this connection sends.
        if (login.Equals(ownLogin, StringComparison.OrdinalIgnoreCase) && login != line.Channel)
            return new DecodeResult(null, DecodeCodes.OwnMessage, "our own account wrote it");
        return _chat.Decode(line, at);
    }
}
