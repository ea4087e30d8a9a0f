using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Reads what moderators take back.</summary>
internal static class EventSubModeration
{
    private const string SharedPrefix = "shared_chat_";

    /// <summary>Reads a deletion, a ban, a timeout or a cleared chat.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult Decode(EventSubMessage message)
    {
        var body = message.Event;
        return message.Type switch
        {
            "channel.chat.message_delete" => Delete(message, body.Needed("message_id"), body.Text("target_user_login")),
            "channel.chat.clear_user_messages" => Silence(message, body, "target_user", null),
            "channel.chat.clear" => Clear(message),
            "automod.message.update" or "channel.chat.user_message_update" => DecodeHeld(message, body),
            "channel.ban" => Silence(message, body, "user", body.Flag("is_permanent") ? null : Seconds(body.Time("ends_at"), body.Time("banned_at"))),
            _ => DecodeAction(message, body),
        };
    }

    /// <summary>What was held and then refused is taken back, should anything of it be known by another way; what is shown may be spoken.</summary>
    private static DecodeResult DecodeHeld(EventSubMessage message, EventSubObject body)
    {
        // The documents write the status with a capital letter in one of the two types.
        var status = body.Text("status").ToLowerInvariant();
        return status switch
        {
            "approved" => DecodeResult.Of(new HeldMessageReviewed
            {
                Id = message.Id,
                Source = EventSubDecoder.Source,
                Channel = EventSubFields.Channel(message),
                At = message.At,
                MessageId = body.Needed("message_id"),
                IsApproved = true,
            }),
            "denied" or "expired" or "invalid" => Delete(message, body.Needed("message_id"), body.Text("user_login")),
            _ => DecodeResult.NotAMessage($"a held message became {status}"),
        };
    }

    private static DecodeResult DecodeAction(EventSubMessage message, EventSubObject body)
    {
        var name = body.Needed("action");
        var action = name.StartsWith(SharedPrefix, StringComparison.Ordinal) ? name[SharedPrefix.Length..] : name;
        var detail = body.Object(name);
        return action switch
        {
            "delete" => Delete(message, detail.Needed("message_id"), detail.Text("user_login")),
            "clear" => Clear(message),
            "ban" => Silence(message, detail, "user", null),
            "timeout" => Silence(message, detail, "user", Seconds(detail.Time("expires_at"), message.At)),
            _ => DecodeResult.NotAMessage($"the moderator action {name} takes no words back"),
        };
    }

    private static int? Seconds(DateTimeOffset? end, DateTimeOffset? start) =>
        end is { } until && start is { } from && until > from ? (int)Math.Min(Math.Round((until - from).TotalSeconds), int.MaxValue) : null;

    private static DecodeResult Delete(EventSubMessage message, string messageId, string login) => DecodeResult.Of(new MessageDeleted
    {
        Id = message.Id,
        Source = EventSubDecoder.Source,
        Channel = EventSubFields.Channel(message),
        At = message.At,
        MessageId = messageId,
        Login = login.ToLowerInvariant(),
    });

    private static DecodeResult Silence(EventSubMessage message, EventSubObject detail, string prefix, int? seconds)
    {
        var login = detail.Text(prefix + "_login");
        var id = detail.Text(prefix + "_id");
        if (login.Length == 0 && id.Length == 0) detail.Note(prefix + "_login", "there");
        return DecodeResult.Of(new ViewerSilenced
        {
            Id = message.Id,
            Source = EventSubDecoder.Source,
            Channel = EventSubFields.Channel(message),
            At = message.At,
            ViewerId = id,
            Login = login.ToLowerInvariant(),
            Seconds = seconds,
        });
    }

    private static DecodeResult Clear(EventSubMessage message) => DecodeResult.Of(new ChatCleared
    {
        Id = message.Id,
        Source = EventSubDecoder.Source,
        Channel = EventSubFields.Channel(message),
        At = message.At,
    });
}
