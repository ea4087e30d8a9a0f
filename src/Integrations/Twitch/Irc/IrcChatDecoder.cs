using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Reads what viewers write: chat, cheers, redemptions with a text, power-ups, the old paid chat.</summary>
/// <param name="cheermotes">Known cheermotes.</param>
internal sealed class IrcChatDecoder(CheermotePrefixes cheermotes)
{
    /// <summary>Decodes a PRIVMSG that has a sender, a channel and a text.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">When it was sent.</param>
    public DecodeResult Decode(IrcLine line, DateTimeOffset at)
    {
        if (!TryUnwrap(line.Text ?? "", out var text, out var isAction))
            return DecodeResult.NotAMessage("a client-to-client request is not chat");

        var tags = line.Tags;
        var bits = tags.Number("bits");
        var message = ReadText(tags, text, bits > 0);
        return DecodeResult.Of(IrcFields.Fill(Make(tags, bits, isAction) with { Message = message }, line, at));
    }

    private static MessageEvent Make(IrcTags tags, int bits, bool isAction)
    {
        if (bits > 0) return new Cheer { Bits = bits };
        if (TryReadPaidChat(tags, out var donation)) return donation;
        if (tags["custom-reward-id"] is { Length: > 0 } reward) return new Redemption { RewardId = reward };
        return tags["msg-id"] switch
        {
            "animated-message" => new PowerUp { PowerUpKind = "message_effect" },
            "gigantified-emote-message" => new PowerUp { PowerUpKind = "gigantify_an_emote" },
            var kind => new ChatMessage
            {
                IsAction = isAction,
                IsHighlighted = kind == "highlighted-message",
                ReplyTo = ReplyTo(tags),
            },
        };
    }

    private static string? ReplyTo(IrcTags tags) =>
        tags.FirstOf("reply-parent-user-login", "reply-parent-display-name").ToLowerInvariant() is { Length: > 0 } login ? login : null;

    private static bool TryReadPaidChat(IrcTags tags, out Donation donation)
    {
        donation = new Donation();
        var amount = tags.Number("pinned-chat-paid-amount");
        var currency = tags["pinned-chat-paid-currency"];
        if (amount == 0 || !IrcFields.TryReadMoney(amount, tags["pinned-chat-paid-exponent"], currency, out var value)) return false;
        donation = new Donation { Amount = value, Currency = currency.ToUpperInvariant() };
        return true;
    }

    /// <summary>Takes the words out of <c>\x01ACTION words\x01</c>, whose last sign may be missing; false for other requests of that form.</summary>
    private static bool TryUnwrap(string raw, out string text, out bool isAction)
    {
        const string Action = "\u0001ACTION";
        (text, isAction) = (raw, false);
        if (raw is not ['\u0001', ..]) return true;

        isAction = true;
        if (!raw.StartsWith(Action, StringComparison.Ordinal)) return false;
        var rest = raw[Action.Length..];
        if (rest is not ("" or ['\u0001'] or [' ', ..])) return false;
        text = rest is [' ', ..] ? rest[1..] : rest;
        if (text.EndsWith('\u0001')) text = text[..^1];
        return true;
    }

    private MessageText ReadText(IrcTags tags, string text, bool hasBits)
    {
        // What Twitch itself writes for a paid message without words is not the viewer's.
        if (tags.IsSet("pinned-chat-paid-is-system-message")) return MessageText.Empty;

        var builder = new MessageTextBuilder(text);
        builder.AddReplyMention(tags["reply-parent-display-name"].Trim(), tags["reply-parent-user-login"]);
        builder.AddEmotes(tags["emotes"]);
        builder.AddGifs(tags["gifs"]);
        if (hasBits) builder.AddCheermotes(cheermotes);
        return builder.Build();
    }
}
