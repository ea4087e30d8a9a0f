using System.Text.Json.Nodes;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Events as Twitch sends them, short.</summary>
public static class EventSubBodies
{
    /// <summary>Type of chat messages.</summary>
    public const string ChatType = "channel.chat.message";

    /// <summary>Type of redemptions.</summary>
    public const string RedeemType = "channel.channel_points_custom_reward_redemption.add";

    /// <summary>Type of deletions.</summary>
    public const string DeleteType = "channel.chat.message_delete";

    /// <summary>A chat message.</summary>
    public static JsonObject ChatBody(string id, string text = "hello", string login = "ann", string userId = "7") => new()
    {
        ["broadcaster_user_id"] = LoopbackTwitch.BroadcasterId,
        ["broadcaster_user_login"] = LoopbackTwitch.BroadcasterLogin,
        ["chatter_user_id"] = userId,
        ["chatter_user_login"] = login,
        ["chatter_user_name"] = login,
        ["message_id"] = id,
        ["message"] = new JsonObject { ["text"] = text, ["fragments"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text, ["emote"] = null }) },
        ["message_type"] = "text",
        ["badges"] = new JsonArray(),
        ["cheer"] = null,
        ["reply"] = null,
    };

    /// <summary>A redemption of the reward <c>reward</c>.</summary>
    public static JsonObject RedeemBody(string id, string text = "hello") => new()
    {
        ["id"] = id,
        ["broadcaster_user_id"] = LoopbackTwitch.BroadcasterId,
        ["broadcaster_user_login"] = LoopbackTwitch.BroadcasterLogin,
        ["user_id"] = "7",
        ["user_login"] = "ann",
        ["user_name"] = "Ann",
        ["user_input"] = text,
        ["status"] = "unfulfilled",
        ["reward"] = new JsonObject { ["id"] = "reward", ["title"] = "Say it", ["cost"] = 5, ["prompt"] = null },
    };

    /// <summary>A deletion of a message.</summary>
    public static JsonObject DeleteBody(string messageId, string login = "ann") => new()
    {
        ["broadcaster_user_id"] = LoopbackTwitch.BroadcasterId,
        ["broadcaster_user_login"] = LoopbackTwitch.BroadcasterLogin,
        ["target_user_id"] = "7",
        ["target_user_login"] = login,
        ["target_user_name"] = login,
        ["message_id"] = messageId,
    };
}
