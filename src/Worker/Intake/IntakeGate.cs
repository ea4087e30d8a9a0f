using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Intake;

/// <summary>Decides from who and what alone, before any word is looked at. Without memory.</summary>
internal static class IntakeGate
{
    // Twitch's own reward: its other telling is a highlighted chat message, and one switch is for both.
    private const string HighlightReward = "send_highlighted_message";

    /// <summary>The platform holds it back.</summary>
    public static FilterVerdict Held { get; } = FilterVerdict.Ignore(ReasonCodes.HeldByPlatform, "Intake:HeldByPlatform", "The platform holds it for review.");

    /// <summary>Origin and author: is it meant for speech at all?</summary>
    /// <param name="message">The event.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="choice">What was chosen for the viewer.</param>
    /// <param name="off">Rules about the author that do not count this time; null for none.</param>
    public static FilterVerdict Admit(MessageEvent message, IntakeRules rules, ViewerChoice choice, IReadOnlySet<string>? off = null)
    {
        if (message.IsHistorical)
            return FilterVerdict.Ignore(ReasonCodes.Historical, "Intake:Historical");
        if (message.SharedFrom is not null && !rules.Options.SharedChat)
            return FilterVerdict.Ignore(ReasonCodes.SharedChat, "Intake:SharedChat", "It was written in another channel.");
        if (message is ChatMessage { IsHeld: true })
            return Held;

        var login = message.Viewer.Login;
        if (login.Length > 0 && rules.OwnLogins.Contains(login) && !IsOff(off, "Intake:OwnLogins"))
            return FilterVerdict.Ignore(ReasonCodes.OwnMessage, "Intake:OwnLogins");
        if (message is ChatMessage && login.Length > 0 && rules.KnownBots.Contains(login) && !IsOff(off, "Intake:IgnoreKnownBots"))
            return FilterVerdict.Ignore(ReasonCodes.KnownBot, "Intake:IgnoreKnownBots");
        if ((choice.IsIgnored || (login.Length > 0 && rules.IgnoredViewers.Contains(login))) && !IsOff(off, "Intake:IgnoredViewers"))
            return FilterVerdict.Ignore(ReasonCodes.IgnoredViewer, "Intake:IgnoredViewers");

        return FilterVerdict.Accept;
    }

    /// <summary>The rule of an event, or null with the verdict.</summary>
    /// <param name="message">The event.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="own">Our own rewards, which are read without being listed; null for none.</param>
    public static (KindRule? Rule, FilterVerdict Verdict) KindOf(MessageEvent message, IntakeRules rules, IOwnRewards? own = null)
    {
        if (message is GiftSubscription { IsPartOfBomb: true } && !rules.Options.Gift.ReadPartsOfBombs)
            return (null, FilterVerdict.Ignore(ReasonCodes.PartOfBomb, "Intake:Gift:ReadPartsOfBombs"));
        if (message is Notice notice && !(rules.NoticeKinds.TryGetValue(notice.NoticeKind, out var on) ? on : rules.Options.Notice.ReadOthers))
            return (null, FilterVerdict.Ignore(ReasonCodes.KindOff, "Intake:Notice:Kinds"));
        if (message is Redemption { RewardId: HighlightReward } && !rules.Options.Highlighted.Enabled)
            return (null, FilterVerdict.Ignore(ReasonCodes.KindOff, KindKeys.Highlighted + ":Enabled"));
        if (message is Redemption redemption && Unwanted(redemption, rules, own?.Find(redemption.RewardId)) is { } verdict)
            return (null, verdict);

        var rule = rules[KeyOf(message)];
        if (message is Cheer cheer && cheer.Bits < rules.Options.Cheer.MinimumBits && rules.Options.Cheer.BelowMinimum == BelowMinimumPolicy.AsChat)
            rule = rules[KindKeys.Chat];

        return rule.Options.Enabled ? (rule, FilterVerdict.Accept) : (null, FilterVerdict.Ignore(ReasonCodes.KindOff, rule.Key + ":Enabled"));
    }

    /// <summary>Speech off and mode.</summary>
    public static FilterVerdict Switches(KindRule rule, bool isSayCommand, ISpeechGate gate)
    {
        if (rule.IsPaid)
            return FilterVerdict.Accept;
        if (!gate.IsEnabled)
            return FilterVerdict.Ignore(ReasonCodes.Disabled, "Speech:Enabled", "Speech is switched off.");
        if (gate.Mode != SpeechMode.All && !isSayCommand)
            return FilterVerdict.Ignore(ReasonCodes.Mode, "Speech:Mode", "Plain chat is not spoken in this mode.");

        return FilterVerdict.Accept;
    }

    /// <summary>Role and minimum.</summary>
    /// <param name="message">The event.</param>
    /// <param name="rule">The rule of its kind.</param>
    /// <param name="isSayCommand">Whether it was asked for by a command.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="off">Rules that do not count this time; null for none.</param>
    public static FilterVerdict Entitled(MessageEvent message, KindRule rule, bool isSayCommand, IntakeRules rules, IReadOnlySet<string>? off = null)
    {
        var role = isSayCommand ? rules.Options.SayCommandRole : rule.Options.MinimumRole;
        var key = isSayCommand ? "Intake:SayCommandRole" : rule.Key + ":MinimumRole";
        if (!role.Admits(message.Viewer.Roles) && !IsOff(off, key))
            return FilterVerdict.Reject(ReasonCodes.Role, key, $"Needs {role} or above.");

        var verdict = Minimum(message, rule, rules);
        return verdict.Rule is { } decided && IsOff(off, decided) ? FilterVerdict.Accept : verdict;
    }

    private static FilterVerdict Minimum(MessageEvent message, KindRule rule, IntakeRules rules) =>
        message switch
        {
            Cheer cheer when rule.IsPaid && cheer.Bits < rules.Options.Cheer.MinimumBits => Below("Intake:Cheer:MinimumBits"),
            PowerUp { Bits: > 0 } powerUp when powerUp.Bits < rules.Options.PowerUp.MinimumBits => Below("Intake:PowerUp:MinimumBits"),
            Raid raid when raid.Viewers < rules.Options.Raid.MinimumViewers => Below("Intake:Raid:MinimumViewers"),
            Donation donation => Donated(donation, rules),
            _ => FilterVerdict.Accept,
        };

    private static bool IsOff(IReadOnlySet<string>? off, string rule) => off?.Contains(rule) == true;

    private static FilterVerdict Donated(Donation donation, IntakeRules rules)
    {
        var listed = rules.DonationMinimums.TryGetValue(donation.Currency, out var minimum);
        // A test brings no money; its streamer wants to hear it.
        if (donation.IsTest || donation.Amount >= (listed ? minimum : rules.Options.Donation.MinimumAmount))
            return FilterVerdict.Accept;

        return Below(listed ? $"Intake:Donation:MinimumAmounts:{donation.Currency}" : "Intake:Donation:MinimumAmount");
    }

    private static FilterVerdict Below(string rule) => FilterVerdict.Reject(ReasonCodes.Minimum, rule, "Less than the minimum.");

    private static FilterVerdict? Unwanted(Redemption redemption, IntakeRules rules, KnownReward? own)
    {
        if (own is not null)
        {
            return own.NeedsInput && string.IsNullOrWhiteSpace(redemption.Message.Text)
                ? FilterVerdict.Reject(ReasonCodes.Empty, "Intake:Redemption", "The reward came without text.")
                : null;
        }

        if (rules.Rewards.Count > 0)
        {
            return rules.Rewards.Contains(redemption.RewardId) || rules.Rewards.Contains(redemption.RewardTitle.Trim())
                ? null
                : FilterVerdict.Ignore(ReasonCodes.KindOff, "Intake:Redemption:Rewards", "The reward is not one of those to read.");
        }

        return string.IsNullOrWhiteSpace(redemption.Message.Text)
            ? FilterVerdict.Ignore(ReasonCodes.Empty, "Intake:Redemption:Rewards", "The reward came without text.")
            : null;
    }

    /// <summary>The key of an event's kind.</summary>
    public static string KeyOf(MessageEvent message) => message switch
    {
        ChatMessage { IsHighlighted: true } => KindKeys.Highlighted,
        Cheer => KindKeys.Cheer,
        Redemption => KindKeys.Redemption,
        PowerUp => KindKeys.PowerUp,
        Donation => KindKeys.Donation,
        Subscription => KindKeys.Subscription,
        GiftSubscription => KindKeys.Gift,
        Raid => KindKeys.Raid,
        Follow => KindKeys.Follow,
        Announcement => KindKeys.Announcement,
        Notice => KindKeys.Notice,
        _ => KindKeys.Chat,
    };
}
