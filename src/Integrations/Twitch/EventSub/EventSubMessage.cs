using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>A notification, opened.</summary>
/// <param name="Type">Subscription type, for example <c>channel.raid</c>.</param>
/// <param name="Id">The message's own id; the same when Twitch sends it again.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Event">The event inside.</param>
internal sealed record EventSubMessage(string Type, string Id, DateTimeOffset At, EventSubObject Event)
{
    /// <summary>Known cheermotes, for words that come without their parts.</summary>
    public CheermotePrefixes Cheermotes { get; init; } = CheermotePrefixes.Global;
}
