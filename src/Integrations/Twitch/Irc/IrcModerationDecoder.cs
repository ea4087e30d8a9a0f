using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Reads what moderators take back.</summary>
internal static class IrcModerationDecoder
{
    /// <summary>Decodes a CLEARCHAT or CLEARMSG.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">When it was sent.</param>
    public static DecodeResult Decode(IrcLine line, DateTimeOffset at)
    {
        if (line.Channel.Length == 0) return DecodeResult.Malformed("the line names no channel");
        if (IrcEventDecoder.IsHistorical(line))
            return new DecodeResult(null, DecodeCodes.Historical, "moderation of the past, told again");
        return line.Command == "CLEARMSG" ? DecodeDeletion(line, at) : DecodeClear(line, at);
    }

    private static DecodeResult DecodeDeletion(IrcLine line, DateTimeOffset at)
    {
        var messageId = line.Tags["target-msg-id"];
        if (messageId.Length == 0) return DecodeResult.Malformed("the deletion names no message (target-msg-id)");
        return DecodeResult.Of(new MessageDeleted
        {
            Source = IrcEventDecoder.Source,
            Channel = line.Channel,
            At = at,
            MessageId = messageId,
            Login = line.Tags["login"].ToLowerInvariant(),
        });
    }

    private static DecodeResult DecodeClear(IrcLine line, DateTimeOffset at)
    {
        var login = (line.Text ?? "").Trim().ToLowerInvariant();
        var viewerId = line.Tags["target-user-id"];
        if (login.Length == 0 && viewerId.Length == 0)
            return DecodeResult.Of(new ChatCleared { Source = IrcEventDecoder.Source, Channel = line.Channel, At = at });

        return DecodeResult.Of(new ViewerSilenced
        {
            Source = IrcEventDecoder.Source,
            Channel = line.Channel,
            At = at,
            ViewerId = viewerId,
            Login = login,
            Seconds = line.Tags.Has("ban-duration") ? line.Tags.Number("ban-duration") : null,
        });
    }
}
