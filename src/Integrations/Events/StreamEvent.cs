using System.Text.Json.Serialization;

namespace IShowTts.Integrations.Events;

/// <summary>What happened on the stream, as the platform told it. The JSON form, with <c>type</c> as discriminator, is the rehearsal format.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ChatMessage), "chat")]
[JsonDerivedType(typeof(Cheer), "cheer")]
[JsonDerivedType(typeof(Redemption), "redemption")]
[JsonDerivedType(typeof(PowerUp), "power-up")]
[JsonDerivedType(typeof(Donation), "donation")]
[JsonDerivedType(typeof(Subscription), "subscription")]
[JsonDerivedType(typeof(GiftSubscription), "gift")]
[JsonDerivedType(typeof(Raid), "raid")]
[JsonDerivedType(typeof(Follow), "follow")]
[JsonDerivedType(typeof(Announcement), "announcement")]
[JsonDerivedType(typeof(Notice), "notice")]
[JsonDerivedType(typeof(MessageDeleted), "message-deleted")]
[JsonDerivedType(typeof(ViewerSilenced), "viewer-silenced")]
[JsonDerivedType(typeof(ChatCleared), "chat-cleared")]
[JsonDerivedType(typeof(RedemptionChanged), "redemption-changed")]
[JsonDerivedType(typeof(StreamStatus), "stream-status")]
[JsonDerivedType(typeof(HeldMessageReviewed), "held-message-reviewed")]
public abstract record StreamEvent
{
    /// <summary>The platform's id of this event: the key that makes a repeat a repeat. Empty only where the platform gives none.</summary>
    public string Id { get; init; } = "";

    /// <summary>Which source gave it: <c>twitch-irc</c>, <c>twitch-eventsub</c>, <c>rehearsal</c>, <c>api</c> …</summary>
    public string Source { get; init; } = "";

    /// <summary>Which of the source's feeds told it, in the platform's word: <c>channel.bits.use</c>, <c>privmsg</c>. Two feeds can tell the same thing; empty where there is only one.</summary>
    public string Feed { get; init; } = "";

    /// <summary>Lower-case login of the channel, without <c>#</c>; empty where there is none.</summary>
    public string Channel { get; init; } = "";

    /// <summary>When it happened, as the platform says; else when it was received.</summary>
    public DateTimeOffset At { get; init; }
}
