using System.Globalization;
using IShowTts.Integrations.Events;

namespace IShowTts.TestKit.Twitch;

/// <summary>Says on one line what matters of a decoded event, so that a test can state it as people would.</summary>
public static class EventDescription
{
    /// <summary>The reason code when there is no event; else kind, numbers, viewer, words and parts.</summary>
    /// <param name="result">What a decoder made.</param>
    public static string Of(DecodeResult result) => result.Event is { } streamEvent ? Of(streamEvent) : result.Code;

    private static string Of(StreamEvent streamEvent) => streamEvent switch
    {
        MessageEvent message => string.Concat(Kind(message), Who(message.Viewer), Words(message.Message), Marks(message)),
        MessageDeleted deleted => $"deleted {deleted.MessageId} of {deleted.Login}",
        ViewerSilenced silenced => $"silenced {silenced.Login}/{silenced.ViewerId} {(silenced.Seconds is { } seconds ? $"{seconds} s" : "for good")}",
        HeldMessageReviewed reviewed => $"held {reviewed.MessageId} {(reviewed.IsApproved ? "approved" : "denied")}",
        ChatCleared => "chat cleared",
        RedemptionChanged changed => $"redemption {changed.RedemptionId} {(changed.IsCancelled ? "cancelled" : "fulfilled")}",
        StreamStatus status => status.IsOnline ? "stream online" : "stream offline",
        _ => streamEvent.GetType().Name,
    };

    private static string Kind(MessageEvent message) => message switch
    {
        ChatMessage => "chat",
        Cheer cheer => $"cheer {cheer.Bits}",
        Redemption redemption => $"redemption {redemption.RewardId} '{redemption.RewardTitle}' {redemption.Cost} ({redemption.RedemptionId ?? "no refund"})",
        PowerUp powerUp => $"power-up {powerUp.PowerUpKind} {powerUp.Bits}",
        Donation donation => $"donation {donation.Amount.ToString(CultureInfo.InvariantCulture)} {donation.Currency}{(donation.Charity is { } to ? $" for {to}" : "")}",
        Subscription subscription => $"{subscription.SubscriptionKind} tier {subscription.Tier}, {subscription.Months} months, streak {subscription.StreakMonths}",
        GiftSubscription gift => $"{gift.Count} gift tier {gift.Tier}{(gift.Recipient.Length > 0 ? $" to {gift.Recipient}" : "")}"
            + $"{(gift.BombId is null ? "" : " bomb")}{(gift.IsPartOfBomb ? " part" : "")}{(gift.IsPayForward ? " forward" : "")}",
        Raid raid => $"raid {raid.Viewers}",
        Notice notice => $"notice {notice.NoticeKind} {notice.Value} \"{notice.SystemText}\"",
        _ => message.GetType().Name,
    };

    private static string Who(Viewer viewer)
    {
        if (viewer.IsAnonymous) return " by nobody";
        var login = string.Equals(viewer.Login, viewer.DisplayName, StringComparison.OrdinalIgnoreCase) ? "" : $"/{viewer.Login}";
        return $" by {viewer.DisplayName}{login}{(viewer.Roles == ViewerRoles.Everyone ? "" : $" [{viewer.Roles}]")}";
    }

    private static string Words(MessageText message)
    {
        if (message.Text.Length == 0) return "";
        var parts = string.Concat(message.Spans.Select(span => $" <{span.Kind} {span.Id} '{message.Slice(span)}'>"));
        return $": {message.Text}{parts}";
    }

    private static string Marks(MessageEvent message)
    {
        var chat = message as ChatMessage;
        return string.Concat(
            chat?.IsAction == true ? " +action" : "",
            chat?.IsHighlighted == true ? " +highlighted" : "",
            chat?.IsHeld == true ? " +held" : "",
            chat?.ReplyTo is { } to ? $" +reply to {to}" : "",
            message.SharedFrom is { } from ? $" +shared from {from}" : "",
            message.SharedId is not null ? " +shared id" : "",
            message.IsHistorical ? " +historical" : "");
    }
}
