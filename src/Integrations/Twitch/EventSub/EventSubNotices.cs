using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Reads <c>channel.chat.notification</c>: what Twitch shows in chat about subscriptions, gifts, raids and the like.</summary>
internal static class EventSubNotices
{
    private const string SharedPrefix = "shared_chat_";

    /// <summary>Reads a notification.</summary>
    /// <param name="message">The message.</param>
    public static DecodeResult Decode(EventSubMessage message)
    {
        var body = message.Event;
        var type = body.Needed("notice_type");
        var kind = type.StartsWith(SharedPrefix, StringComparison.Ordinal) ? type[SharedPrefix.Length..] : type;
        var id = body.Needed("message_id");
        var made = Make(kind, body, body.Object(type));
        var viewer = EventSubFields.ReadViewer(body, "chatter_user", body.Flag("chatter_is_anonymous"));
        return EventSubFields.Fill(made with { Message = EventSubText.Read(body.Object("message")) }, message, viewer, id, id);
    }

    private static MessageEvent Make(string kind, EventSubObject body, EventSubObject detail) => kind switch
    {
        "sub" => ReadSubscription(SubscriptionKind.New, detail),
        "resub" => ReadSubscription(SubscriptionKind.Resub, detail),
        "gift_paid_upgrade" => ReadSubscription(SubscriptionKind.GiftUpgrade, detail),
        "prime_paid_upgrade" => ReadSubscription(SubscriptionKind.PrimeUpgrade, detail),
        "sub_gift" => ReadGift(detail),
        "community_sub_gift" => new GiftSubscription
        {
            Count = Math.Max(1, detail.Number("total")),
            Tier = Tier(detail),
            BombId = Id(detail, "id"),
        },
        "pay_it_forward" => new GiftSubscription { IsPayForward = true, Recipient = Recipient(detail) },
        "raid" => new Raid { Viewers = detail.Number("viewer_count") },
        "announcement" => new Announcement(),
        "charity_donation" => EventSubFields.ReadMoney(detail.Object("amount")) with { Charity = detail.Text("charity_name") },
        _ => new Notice
        {
            NoticeKind = kind.Replace('_', '-'),
            SystemText = ViewerNames.CollapseLines(body.Text("system_message")),
            Value = kind switch
            {
                "bits_badge_tier" => detail.Number("tier"),
                "watch_streak" => detail.Number("streak_count"),
                "modiversary" => detail.Number("months"),
                _ => 0,
            },
        },
    };

    private static Subscription ReadSubscription(SubscriptionKind kind, EventSubObject detail) => new()
    {
        SubscriptionKind = kind,
        Tier = detail.Flag("is_prime") ? 0 : Tier(detail),
        Months = detail.Number("cumulative_months"),
        StreakMonths = detail.Number("streak_months"),
    };

    private static GiftSubscription ReadGift(EventSubObject detail)
    {
        var bomb = Id(detail, "community_gift_id");
        return new GiftSubscription { Tier = Tier(detail), Recipient = Recipient(detail), BombId = bomb, IsPartOfBomb = bomb is not null };
    }

    private static string? Id(EventSubObject detail, string name) => detail.Text(name) is { Length: > 0 } id ? id : null;

    private static string Recipient(EventSubObject detail)
    {
        var name = ViewerNames.Clean(detail.Text("recipient_user_name"));
        return name.Length > 0 ? name : ViewerNames.Clean(detail.Text("recipient_user_login"));
    }

    private static int Tier(EventSubObject detail) => SubscriptionTiers.Read(detail.Text("sub_tier"));
}
