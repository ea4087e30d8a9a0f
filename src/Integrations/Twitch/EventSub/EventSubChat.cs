using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Reads chat messages.</summary>
internal static class EventSubChat
{
    /// <summary>Reads <c>channel.chat.message</c>: chat, a cheer, a redemption's text or a power-up.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult Decode(EventSubMessage message)
    {
        var body = message.Event;
        var reply = body.Object("reply");
        var id = body.Needed("message_id");
        var words = reply.Exists
            ? EventSubText.Read(body.Object("message"), reply.Text("parent_user_name").Trim(), reply.Text("parent_user_login"))
            : EventSubText.Read(body.Object("message"));
        var made = Make(body, reply);
        return EventSubFields.Fill(made with { Message = words }, message, EventSubFields.ReadViewer(body, "chatter_user"), id, id);
    }

    /// <summary>Reads a message that the platform holds back: an event that is never spoken.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeHeld(EventSubMessage message)
    {
        var body = message.Event;
        var made = new ChatMessage { IsHeld = true, Message = EventSubText.Read(body.Object("message")) };
        // It keeps the id of this notice: when it is approved it comes as chat, with its own id, and must not look like a repeat.
        return EventSubFields.Fill(made, message, EventSubFields.ReadViewer(body), messageId: body.Text("message_id"));
    }

    private static MessageEvent Make(EventSubObject body, EventSubObject reply)
    {
        var bits = body.Object("cheer").Number("bits");
        var reward = body.Text("channel_points_custom_reward_id");
        if (bits > 0) return new Cheer { Bits = bits };
        if (reward.Length > 0) return new Redemption { RewardId = reward };
        return body.Text("message_type") switch
        {
            "power_ups_message_effect" => new PowerUp { PowerUpKind = "message_effect" },
            "power_ups_gigantified_emote" => new PowerUp { PowerUpKind = "gigantify_an_emote" },
            var kind => new ChatMessage
            {
                IsHighlighted = kind == "channel_points_highlighted",
                ReplyTo = reply.Text("parent_user_login").ToLowerInvariant() is { Length: > 0 } login ? login : null,
            },
        };
    }
}
