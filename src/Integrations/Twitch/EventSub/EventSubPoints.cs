using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Reads what was paid with channel points.</summary>
internal static class EventSubPoints
{
    /// <summary>Reads a redemption of one of the channel's own rewards.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeRedemption(EventSubMessage message)
    {
        var body = message.Event;
        var reward = body.Object("reward");
        var id = body.Needed("id");
        var made = new Redemption
        {
            RewardId = reward.Needed("id"),
            RewardTitle = reward.Text("title"),
            Cost = reward.Number("cost"),
            RedemptionId = id,
            Message = MessageText.Plain(body.Text("user_input")),
        };
        return EventSubFields.Fill(made, message, EventSubFields.ReadViewer(body), id);
    }

    /// <summary>Reads that a redemption was fulfilled or cancelled.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeChange(EventSubMessage message)
    {
        var status = message.Event.Text("status");
        var id = message.Event.Needed("id");
        if (status is not ("fulfilled" or "canceled")) return DecodeResult.NotAMessage($"a redemption became {status}");
        return DecodeResult.Of(new RedemptionChanged
        {
            Id = message.Id,
            Source = EventSubDecoder.Source,
            Channel = EventSubFields.Channel(message),
            At = message.At,
            RedemptionId = id,
            IsCancelled = status == "canceled",
        });
    }

    /// <summary>Reads a redemption of one of Twitch's own rewards; it cannot be refunded.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeAutomatic(EventSubMessage message)
    {
        var body = message.Event;
        var reward = body.Object("reward");
        var made = new Redemption
        {
            RewardId = reward.Needed("type"),
            Cost = reward.Number("channel_points"),
            Message = EventSubText.Read(body.Object("message")),
        };
        return EventSubFields.Fill(made, message, EventSubFields.ReadViewer(body), body.Text("id"));
    }
}
