using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Reads USERNOTICE lines: subscriptions, gifts, raids, announcements and whatever else Twitch shows in chat. Remembers gift bombs.</summary>
internal sealed class IrcUserNoticeDecoder
{
    private readonly GiftBombs _bombs = new();

    /// <summary>Decodes a USERNOTICE.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">When it was sent.</param>
    public DecodeResult Decode(IrcLine line, DateTimeOffset at)
    {
        var tags = line.Tags;
        var kind = tags["msg-id"];
        if (kind == "sharedchatnotice") kind = tags["source-msg-id"];
        if (line.Channel.Length == 0) return DecodeResult.Malformed("the notice names no channel");
        if (kind.Length == 0) return DecodeResult.Malformed("the notice has no kind (msg-id)");

        var notice = Make(kind, tags, at);
        // In the old anonymous gifts the user fields name the channel.
        var viewer = kind is "anonsubgift" or "anonsubmysterygift" ? Viewer.Anonymous : null;
        return DecodeResult.Of(IrcFields.Fill(notice with { Message = ReadText(line) }, line, at, viewer));
    }

    private static MessageText ReadText(IrcLine line)
    {
        var builder = new MessageTextBuilder(line.Text ?? "");
        builder.AddEmotes(line.Tags["emotes"]);
        builder.AddGifs(line.Tags["gifs"]);
        return builder.Build();
    }

    private MessageEvent Make(string kind, IrcTags tags, DateTimeOffset at) => kind switch
    {
        "sub" => ReadSubscription(SubscriptionKind.New, tags),
        "resub" => ReadSubscription(SubscriptionKind.Resub, tags),
        "extendsub" => ReadSubscription(SubscriptionKind.Extended, tags),
        "giftpaidupgrade" or "anongiftpaidupgrade" => ReadSubscription(SubscriptionKind.GiftUpgrade, tags),
        "primepaidupgrade" => ReadSubscription(SubscriptionKind.PrimeUpgrade, tags),
        "subgift" or "anonsubgift" => ReadGift(tags, at),
        "submysterygift" or "anonsubmysterygift" => ReadBomb(tags, at),
        "standardpayforward" or "communitypayforward" => new GiftSubscription
        {
            IsPayForward = true,
            Tier = Tier(tags),
            Recipient = Recipient(tags),
        },
        "raid" => new Raid { Viewers = tags.Number("msg-param-viewerCount") },
        "announcement" => new Announcement(),
        "charitydonation" => ReadCharity(tags),
        _ => ReadNotice(kind, tags),
    };

    private static Subscription ReadSubscription(SubscriptionKind kind, IrcTags tags) => new()
    {
        SubscriptionKind = kind,
        Tier = Tier(tags),
        Months = tags.Number("msg-param-cumulative-months"),
        StreakMonths = tags.IsSet("msg-param-should-share-streak") ? tags.Number("msg-param-streak-months") : 0,
    };

    private GiftSubscription ReadGift(IrcTags tags, DateTimeOffset at)
    {
        var communityId = tags["msg-param-community-gift-id"];
        var origin = tags["msg-param-origin-id"];
        var isUncounted = tags.Has("msg-param-sender-count") && tags.Number("msg-param-sender-count") == 0;
        var id = communityId.Length > 0 ? communityId : origin == GiftBombs.EmptyOriginId ? "" : origin;
        var bombId = _bombs.Take(id, tags["user-id"], isUncounted, at);
        if (bombId is null && origin.Length > 0 && origin != GiftBombs.EmptyOriginId) bombId = _bombs.Take(origin, tags["user-id"], isUncounted, at);
        return new GiftSubscription
        {
            Tier = Tier(tags),
            Recipient = Recipient(tags),
            // Part of one that is not announced yet, if ever: when the announcement follows, its id is this one.
            BombId = bombId ?? (communityId.Length > 0 ? communityId : isUncounted && origin.Length > 0 && origin != GiftBombs.EmptyOriginId ? origin : null),
            IsPartOfBomb = bombId is not null || communityId.Length > 0,
        };
    }

    private GiftSubscription ReadBomb(IrcTags tags, DateTimeOffset at)
    {
        var id = tags.FirstOf("msg-param-community-gift-id", "msg-param-origin-id");
        var count = Math.Max(1, tags.Number("msg-param-mass-gift-count"));
        _bombs.Announce(id, tags["user-id"], count, at);
        return new GiftSubscription { Count = count, Tier = Tier(tags), BombId = id.Length > 0 ? id : null };
    }

    private static MessageEvent ReadCharity(IrcTags tags)
    {
        var currency = tags["msg-param-donation-currency"];
        if (!IrcFields.TryReadMoney(tags.Number("msg-param-donation-amount"), tags["msg-param-exponent"], currency, out var amount))
            return ReadNotice("charitydonation", tags);
        return new Donation { Amount = amount, Currency = currency.ToUpperInvariant(), Charity = tags["msg-param-charity-name"] };
    }

    private static Notice ReadNotice(string kind, IrcTags tags)
    {
        var (name, value) = kind switch
        {
            "ritual" => (tags.FirstOf("msg-param-ritual-name", "msg-id"), 0),
            "bitsbadgetier" => ("bits-badge-tier", tags.Number("msg-param-threshold")),
            "viewermilestone" => (tags.FirstOf("msg-param-category", "msg-id"), tags.Number("msg-param-value")),
            "modiversary" => (kind, tags.Number("msg-param-months")),
            "rewardgift" => ("reward-gift", tags.Number("msg-param-total-reward-count")),
            "socialsharingbadge" => ("social-sharing-badge", tags.Number("msg-param-current-badge-level")),
            "charitydonation" => ("charity-donation", 0),
            _ => (kind, 0),
        };
        return new Notice
        {
            NoticeKind = name.Replace('_', '-').ToLowerInvariant(),
            SystemText = ViewerNames.CollapseLines(tags["system-msg"]),
            Value = value,
        };
    }

    private static string Recipient(IrcTags tags) => ViewerNames.Clean(
        tags.FirstOf("msg-param-recipient-display-name", "msg-param-recipient-user-name", "msg-param-recipient-name"));

    private static int Tier(IrcTags tags) => SubscriptionTiers.Read(tags["msg-param-sub-plan"]);
}
