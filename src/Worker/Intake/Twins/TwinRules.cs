using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake.Twins;

/// <summary>Which events tell the same thing, and which of two tells more. Pure. After the table of twins in ADR 70.</summary>
internal static class TwinRules
{
    /// <summary>Name of the feed; two equal messages of one feed are two.</summary>
    public static string FeedOf(MessageEvent message) => $"{message.Source}\n{message.Feed}";

    /// <summary>Channel and viewer: the login, else the id, else nobody's name.</summary>
    public static string KeyOf(MessageEvent message)
    {
        var viewer = message.Viewer;
        var who = viewer.IsAnonymous ? "" : viewer.Login.Length > 0 ? "@" + viewer.Login.ToLowerInvariant() : "#" + viewer.Id;
        return $"{message.Channel}\n{who}";
    }

    /// <summary>How much an event tells of what was paid: a greater number is the better one. Between equals the first is kept.</summary>
    public static int Rank(MessageEvent message) => message switch
    {
        ChatMessage chat => chat.IsHighlighted ? 2 : 0,
        Redemption redemption => redemption.RedemptionId is not null ? 4 : redemption.Cost > 0 ? 2 : 1,
        PowerUp powerUp => (powerUp.Bits > 0 ? 3 : 1) + (TwinWords.IsEmpty(powerUp.Message) ? 0 : 1),
        Cheer => 4,
        Subscription subscription => 1 + (TwinWords.IsEmpty(subscription.Message) ? 0 : 1) + (subscription.Months > 0 ? 1 : 0),
        GiftSubscription gift => gift.Count > 1 ? 3 : gift.Recipient.Length > 0 ? 2 : 1,
        Donation donation => TwinWords.IsEmpty(donation.Message) ? 1 : 2,
        _ => 1,
    };

    /// <summary>Two events tell different things for certain: their ids of one kind differ.</summary>
    public static bool AreTwo(MessageEvent one, MessageEvent other) =>
        // A chat message has the same id wherever it is told.
        (one.MessageId.Length > 0 && other.MessageId.Length > 0 && one.MessageId != other.MessageId)
        || (one is Redemption { RedemptionId: { } a } && other is Redemption { RedemptionId: { } b } && a != b);

    /// <summary>Two events of one viewer, of different feeds and moments apart, tell the same thing.</summary>
    public static bool AreSame(MessageEvent one, MessageEvent other) => (one, other) switch
    {
        (Cheer a, Cheer b) => a.Bits == b.Bits && TwinWords.AreSame(a.Message, b.Message),
        (Redemption a, Redemption b) => AreSame(a, b),
        (PowerUp a, PowerUp b) => AreSame(a, b),
        (Subscription a, Subscription b) => AreSame(a, b),
        (GiftSubscription a, GiftSubscription b) => AreSame(a, b),
        (Raid, Raid) => true,
        (Donation a, Donation b) => AreSame(a, b),
        (ChatMessage chat, not ChatMessage) => IsChatOf(chat, other),
        (not ChatMessage, ChatMessage chat) => IsChatOf(chat, one),
        _ => false,
    };

    private static bool AreSame(Redemption a, Redemption b) =>
        a.RewardId == b.RewardId && TwinWords.AreSame(a.Message, b.Message);

    private static bool AreSame(PowerUp a, PowerUp b) =>
        a.PowerUpKind == b.PowerUpKind && (a.Bits == b.Bits || a.Bits == 0 || b.Bits == 0) && SameOrSilent(a, b);

    // The feed of new subscriptions tells none that goes on, but does not know what was upgraded.
    private static bool AreSame(Subscription a, Subscription b) =>
        (a.SubscriptionKind == SubscriptionKind.Resub) == (b.SubscriptionKind == SubscriptionKind.Resub) && SameOrSilent(a, b);

    // Gifts of an announced bomb are its parts, not its twins.
    private static bool AreSame(GiftSubscription a, GiftSubscription b) =>
        !a.IsPartOfBomb && !b.IsPartOfBomb && a.IsPayForward == b.IsPayForward && a.Count == b.Count && a.Tier == b.Tier
        && (a.BombId is null || b.BombId is null || a.BombId == b.BombId)
        && (a.Recipient.Length == 0 || b.Recipient.Length == 0 || a.Recipient.Equals(b.Recipient, StringComparison.OrdinalIgnoreCase));

    // Tips of a service have ids of their own; only the platform's charity is told twice.
    private static bool AreSame(Donation a, Donation b) =>
        !string.IsNullOrEmpty(a.Charity) && !string.IsNullOrEmpty(b.Charity) && a.Amount == b.Amount && a.Currency == b.Currency && SameOrSilent(a, b);

    private static bool SameOrSilent(MessageEvent a, MessageEvent b) =>
        TwinWords.IsEmpty(a.Message) || TwinWords.IsEmpty(b.Message) || TwinWords.AreSame(a.Message, b.Message);

    // A reward's own chat copy names the reward and is a redemption; only Twitch's own rewards and held texts come as plain chat.
    private static bool IsChatOf(ChatMessage chat, MessageEvent paid) =>
        (chat.IsHeld || paid is Cheer or PowerUp or Redemption { RedemptionId: null })
        && !TwinWords.IsEmpty(chat.Message) && TwinWords.AreSame(chat.Message, paid.Message);
}
