using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake;

/// <summary>Sentences for kinds without templates of the user's own. Unlike those they fit what the event tells.</summary>
internal static class BuiltInTemplates
{
    private static readonly Template s_says = Parse("%name% says %message%");
    private static readonly Template s_messageOnly = Parse("%message%");
    private static readonly Template s_cheer = Parse("%name% cheered %bits% bits: %message%");
    private static readonly Template s_redemption = Parse("%name% redeemed %reward%");
    private static readonly Template s_powerUp = Parse("%name% used a power-up");
    private static readonly Template s_donation = Parse("%name% donated %amount% %currency%: %message%");
    private static readonly Template s_charity = Parse("%name% donated %amount% %currency% to %title%: %message%");
    private static readonly Template s_subscription = Parse("%name% subscribed: %message%");
    private static readonly Template s_prime = Parse("%name% subscribed with Prime: %message%");
    private static readonly Template s_resub = Parse("%name% subscribed for %months% months: %message%");
    private static readonly Template s_resubStreak = Parse("%name% subscribed for %months% months, %streak% months in a row: %message%");
    private static readonly Template s_gift = Parse("%name% gifted a sub to %recipient%");
    private static readonly Template s_gifts = Parse("%name% gifted %count% subs");
    private static readonly Template s_payForward = Parse("%name% pays a gift forward");
    private static readonly Template s_raid = Parse("%name% raids with %viewers% viewers");
    private static readonly Template s_follow = Parse("%name% follows");
    private static readonly Template s_announcement = Parse("Announcement from %name%: %message%");
    private static readonly Template s_notice = Parse("%title% %message%");
    private static readonly Template s_hypeTrain = Parse("A hype train has started");
    private static readonly Template s_hypeTrainLevel = Parse("A hype train has started at level %count%");
    private static readonly Template s_watchStreak = Parse("%name% has watched %count% streams in a row: %message%");

    /// <summary>Name and words: for all chat.</summary>
    public static Template Says => s_says;

    /// <summary>The words alone: for a viewer who just spoke.</summary>
    public static Template MessageOnly => s_messageOnly;

    /// <summary>The sentence that fits the event.</summary>
    /// <param name="streamEvent">What happened.</param>
    /// <param name="hasWords">The viewer's words are not empty after filtering.</param>
    public static Template For(MessageEvent streamEvent, bool hasWords) => streamEvent switch
    {
        Cheer => s_cheer,
        Redemption => hasWords ? s_says : s_redemption,
        PowerUp => hasWords ? s_says : s_powerUp,
        Donation donation => string.IsNullOrEmpty(donation.Charity) ? s_donation : s_charity,
        Subscription { Months: > 1, StreakMonths: > 1 } => s_resubStreak,
        Subscription { Months: > 1 } => s_resub,
        Subscription { Tier: 0 } => s_prime,
        Subscription => s_subscription,
        GiftSubscription { IsPayForward: true } => s_payForward,
        GiftSubscription { Count: 1, Recipient.Length: > 0 } => s_gift,
        GiftSubscription => s_gifts,
        Raid => s_raid,
        Follow => s_follow,
        Announcement => s_announcement,
        Notice { NoticeKind: "hype-train" } notice => notice.Value > 1 ? s_hypeTrainLevel : s_hypeTrain,
        Notice { NoticeKind: "watch-streak", Value: > 0 } => s_watchStreak,
        Notice { SystemText.Length: > 0 } => s_notice,
        _ => s_says,
    };

    private static Template Parse(string text) =>
        Template.TryParse(text, (TemplateVariable)(-1), out var template, out var error) ? template : throw new InvalidOperationException(error);
}
