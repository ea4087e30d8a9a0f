using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Decides which notifications become events: each once, none that is old, none that another feed tells too. Outlives connections. Thread safe.</summary>
/// <param name="chat">What IRC heard, and which feeds count.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class EventSubInbox(ChatSwitch chat, TimeProvider clock, ILogger logger)
{
    /// <summary>Ids that are kept: ten minutes of more than 80 messages a second.</summary>
    private const int RememberedIds = 50_000;
    private static readonly TimeSpan s_oldest = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly RecentIds _messages = new(RememberedIds);
    private readonly RecentIds _events = new(RememberedIds);

    /// <summary>Reads a notification.</summary>
    /// <param name="frame">The notification.</param>
    /// <param name="clockOffset">How far our clock is ahead of Twitch's.</param>
    /// <param name="isInForce">Whether a kind of subscription is in force.</param>
    /// <returns>The event to give; null when there is none.</returns>
    public StreamEvent? Read(EventSubFrame frame, TimeSpan clockOffset, Func<string, bool> isInForce)
    {
        var now = clock.GetUtcNow() - clockOffset;
        if (frame.At is { } at && now - at > s_oldest)
        {
            Log.Replay(logger, (now - at).TotalMinutes, frame.Type);
            return null;
        }

        lock (_gate)
        {
            if (!_messages.TryAdd(frame.MessageId)) return null;
        }

        var result = EventSubDecoder.Decode(frame.Json, now, chat.Cheermotes);
        if (result.Code == DecodeCodes.Malformed) Log.MessageDropped(logger, result.Detail);
        if (result.Event is not { } streamEvent || !EventSubPlan.IsWanted(streamEvent, isInForce, chat.IsIrcReading) || chat.IsOwn(streamEvent)) return null;
        return TryTake(streamEvent) ? streamEvent : null;
    }

    /// <summary>Notes an event; false when it was given before, here or by IRC.</summary>
    /// <param name="streamEvent">The event.</param>
    public bool TryTake(StreamEvent streamEvent)
    {
        lock (_gate)
        {
            if (!_events.TryAdd(streamEvent.Id)) return false;
        }

        return chat.Hear(streamEvent);
    }

    /// <summary>Forgets an event that could not be taken in: it may be found again.</summary>
    /// <param name="streamEvent">The event.</param>
    public void Forget(StreamEvent streamEvent)
    {
        lock (_gate) _events.Forget(streamEvent.Id);
        chat.Forget(streamEvent);
    }
}
