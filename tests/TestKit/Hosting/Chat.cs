using IShowTts.Integrations.Events;

namespace IShowTts.TestKit.Hosting;

/// <summary>Events as tests need them, short.</summary>
public static class Chat
{
    /// <summary>The channel of all events made here.</summary>
    public const string Channel = "testchannel";

    /// <summary>A chat message.</summary>
    public static ChatMessage Message(string id, string login, string text, ViewerRoles roles = ViewerRoles.Everyone) => new()
    {
        Id = id,
        MessageId = id,
        Source = "scripted",
        Channel = Channel,
        Viewer = new Viewer($"id-{login}", login, login) { Roles = roles },
        Message = MessageText.Plain(text),
    };

    /// <summary>Bits with a message.</summary>
    public static Cheer Bits(string id, string login, int bits, string text) => new()
    {
        Id = id,
        MessageId = id,
        Source = "scripted",
        Channel = Channel,
        Viewer = new Viewer($"id-{login}", login, login),
        Message = MessageText.Plain(text),
        Bits = bits,
    };

    /// <summary>Channel points spent on a reward with a text.</summary>
    public static Redemption Redeemed(string id, string login, int cost, string text) => new()
    {
        Id = id,
        MessageId = id,
        Source = "scripted",
        Channel = Channel,
        Viewer = new Viewer($"id-{login}", login, login),
        Message = MessageText.Plain(text),
        RewardId = "reward",
        RewardTitle = "Say it",
        Cost = cost,
    };

    /// <summary>A moderator deletes a message.</summary>
    public static MessageDeleted Deleted(string messageId) => new() { Id = $"del-{messageId}", Source = "scripted", Channel = Channel, MessageId = messageId };

    /// <summary>A moderator times a viewer out.</summary>
    public static ViewerSilenced TimedOut(string login) => new() { Id = $"to-{login}", Source = "scripted", Channel = Channel, ViewerId = $"id-{login}", Login = login, Seconds = 60 };
}
