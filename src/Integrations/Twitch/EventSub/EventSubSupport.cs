using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Reads subscriptions, gifts, raids, follows, charity, hype trains and whether the stream is on.</summary>
internal static class EventSubSupport
{
    /// <summary>Reads <c>channel.subscribe</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeSubscribe(EventSubMessage message)
    {
        var body = message.Event;
        if (body.Flag("is_gift")) return new DecodeResult(null, DecodeCodes.PartOfBomb, "a gift is told by its giver's own event");
        return EventSubFields.Fill(new Subscription { Tier = Tier(body) }, message, EventSubFields.ReadViewer(body));
    }

    /// <summary>Reads <c>channel.subscription.message</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeResub(EventSubMessage message)
    {
        var body = message.Event;
        var words = new MessageTextBuilder(body.Object("message").Text("text"));
        words.AddEmotes(body.Object("message").Objects("emotes").Select(emote => (emote.Number("begin"), emote.Number("end"), emote.Text("id"))));
        var made = new Subscription
        {
            SubscriptionKind = SubscriptionKind.Resub,
            Tier = Tier(body),
            Months = body.Number("cumulative_months"),
            StreakMonths = body.Number("streak_months"),
            Message = words.Build(),
        };
        return EventSubFields.Fill(made, message, EventSubFields.ReadViewer(body));
    }

    /// <summary>Reads <c>channel.subscription.gift</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeGift(EventSubMessage message)
    {
        var body = message.Event;
        var made = new GiftSubscription { Count = Math.Max(1, body.Number("total")), Tier = Tier(body) };
        return EventSubFields.Fill(made, message, EventSubFields.ReadViewer(body, isAnonymous: body.Flag("is_anonymous")));
    }

    /// <summary>Reads <c>channel.raid</c>; raids that leave our channel are seen as raids of the other one.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeRaid(EventSubMessage message)
    {
        var body = message.Event;
        return DecodeResult.Of(new Raid
        {
            Id = message.Id,
            Source = EventSubDecoder.Source,
            Channel = body.Text("to_broadcaster_user_login").ToLowerInvariant(),
            At = message.At,
            Viewer = EventSubFields.ReadViewer(body, "from_broadcaster_user"),
            Viewers = body.Number("viewers"),
        });
    }

    /// <summary>Reads <c>channel.follow</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeFollow(EventSubMessage message) =>
        EventSubFields.Fill(new Follow(), message, EventSubFields.ReadViewer(message.Event));

    /// <summary>Reads <c>channel.charity_campaign.donate</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeCharity(EventSubMessage message)
    {
        var body = message.Event;
        var made = EventSubFields.ReadMoney(body.Object("amount")) with { Charity = body.Text("charity_name") };
        return EventSubFields.Fill(made, message, EventSubFields.ReadViewer(body), body.Text("id"));
    }

    /// <summary>Reads <c>channel.hype_train.begin</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeHypeTrain(EventSubMessage message) => EventSubFields.Fill(
        new Notice { NoticeKind = "hype-train", Value = message.Event.Number("level") }, message, Viewer.Anonymous, message.Event.Text("id"));

    /// <summary>Reads <c>stream.online</c> and <c>stream.offline</c>.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult DecodeStream(EventSubMessage message) => DecodeResult.Of(new StreamStatus
    {
        Id = message.Id,
        Source = EventSubDecoder.Source,
        Channel = EventSubFields.Channel(message),
        At = message.At,
        IsOnline = message.Type == "stream.online",
    });

    private static int Tier(EventSubObject body) => SubscriptionTiers.Read(body.Text("tier"));
}
