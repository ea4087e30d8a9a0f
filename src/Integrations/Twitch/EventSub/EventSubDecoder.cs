using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Turns EventSub messages into events, or says why one is none. Never throws on a message; keeps nothing between messages.</summary>
internal static class EventSubDecoder
{
    /// <summary>What events of this decoder say as their source.</summary>
    internal const string Source = "twitch-eventsub";

    /// <summary>Decodes a message.</summary>
    /// <param name="envelope">The JSON with <c>metadata</c> and <c>payload</c>.</param>
    /// <param name="receivedAt">When it came; the event's time when the message tells none.</param>
    /// <param name="cheermotes">Known cheermotes; null for Twitch's own.</param>
    public static DecodeResult Decode(JsonElement envelope, DateTimeOffset receivedAt, CheermotePrefixes? cheermotes = null)
    {
        if (envelope.ValueKind != JsonValueKind.Object) return DecodeResult.Malformed("the message is no JSON object");
        try
        {
            return DecodeObject(envelope, receivedAt, cheermotes ?? CheermotePrefixes.Global);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json gives for an escape that is half a surrogate pair.
            return DecodeResult.Malformed("a text in the message has half a character");
        }
    }

    private static DecodeResult DecodeObject(JsonElement envelope, DateTimeOffset receivedAt, CheermotePrefixes cheermotes)
    {
        var problem = new EventSubProblem();
        var root = new EventSubObject(envelope, problem, "message");
        var metadata = root.Object("metadata");
        var kind = metadata.Needed("message_type");
        var result = kind switch
        {
            "notification" => DecodeNotification(root, metadata, receivedAt, cheermotes),
            "revocation" => DecodeRevocation(root),
            _ => DecodeResult.NotAMessage($"{kind} belongs to the connection"),
        };
        return problem.First is { } first ? DecodeResult.Malformed(first) : result;
    }

    private static DecodeResult DecodeRevocation(EventSubObject root)
    {
        var subscription = root.Object("payload").Object("subscription");
        return DecodeResult.NotAMessage($"Twitch ended the subscription {subscription.Text("type")}: {subscription.Text("status")}");
    }

    private static DecodeResult DecodeNotification(EventSubObject root, EventSubObject metadata, DateTimeOffset receivedAt, CheermotePrefixes cheermotes)
    {
        var body = root.Object("payload").Object("event");
        if (!body.Exists) return DecodeResult.Malformed("message.payload.event must be there");

        var type = metadata.Needed("subscription_type");
        var result = Decode(new EventSubMessage(type, metadata.Needed("message_id"), metadata.Time("message_timestamp") ?? receivedAt, body) { Cheermotes = cheermotes });
        return result.Event is { } made ? DecodeResult.Of(made with { Feed = type }) : result;
    }

    private static DecodeResult Decode(EventSubMessage message) => message.Type switch
    {
        "channel.chat.message" => EventSubChat.Decode(message),
        "automod.message.hold" or "channel.chat.user_message_hold" => EventSubChat.DecodeHeld(message),
        "channel.chat.notification" => EventSubNotices.Decode(message),
        "channel.cheer" => EventSubBits.DecodeCheer(message),
        "channel.bits.use" => EventSubBits.DecodeUse(message),
        "channel.custom_power_up_redemption.add" => EventSubBits.DecodeCustomPowerUp(message),
        "channel.channel_points_custom_reward_redemption.add" => EventSubPoints.DecodeRedemption(message),
        "channel.channel_points_custom_reward_redemption.update" => EventSubPoints.DecodeChange(message),
        "channel.channel_points_automatic_reward_redemption.add" => EventSubPoints.DecodeAutomatic(message),
        "channel.subscribe" => EventSubSupport.DecodeSubscribe(message),
        "channel.subscription.message" => EventSubSupport.DecodeResub(message),
        "channel.subscription.gift" => EventSubSupport.DecodeGift(message),
        "channel.raid" => EventSubSupport.DecodeRaid(message),
        "channel.follow" => EventSubSupport.DecodeFollow(message),
        "channel.charity_campaign.donate" => EventSubSupport.DecodeCharity(message),
        "channel.hype_train.begin" => EventSubSupport.DecodeHypeTrain(message),
        "stream.online" or "stream.offline" => EventSubSupport.DecodeStream(message),
        "channel.chat.message_delete" or "channel.chat.clear_user_messages" or "channel.chat.clear" or "channel.ban" or "channel.moderate"
            or "automod.message.update" or "channel.chat.user_message_update" =>
            EventSubModeration.Decode(message),
        _ => DecodeResult.NotAMessage($"nobody speaks about {message.Type}"),
    };
}
