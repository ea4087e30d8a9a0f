using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch;

/// <summary>
/// Lets one source at a time read chat: EventSub while all its subscriptions to chat are in force, also those that take messages back, else IRC. While both do, a message is heard from the first that gives it.
/// Also remembers what we wrote, which Twitch sends back. Thread safe.
/// </summary>
/// <param name="cheermotes">The channel's cheermotes, for both.</param>
/// <param name="clock">The clock.</param>
internal sealed class ChatSwitch(CheermotePrefixes cheermotes, TimeProvider clock)
{
    private const int RememberedIds = 20_000;
    private const int RememberedLines = 50;

    /// <summary>Twitch sends a line back within moments, if at all.</summary>
    private static readonly TimeSpan s_written = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly RecentIds _heard = new(RememberedIds);
    private readonly LinkedList<(string UserId, string Text, long At)> _written = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEventSubReading;
    private volatile bool _isIrcReading;

    /// <summary>The channel's cheermotes.</summary>
    public CheermotePrefixes Cheermotes { get; } = cheermotes;

    /// <summary>Whether EventSub's chat is in force as a whole.</summary>
    public bool IsEventSubReading
    {
        get
        {
            lock (_gate) return _isEventSubReading;
        }
    }

    /// <summary>Whether IRC has joined the channel.</summary>
    public bool IsIrcReading
    {
        get => _isIrcReading;
        set => _isIrcReading = value;
    }

    /// <summary>Whether answers go over Helix; IRC then writes nothing.</summary>
    public Func<bool> IsHelixWriting { get; set; } = static () => false;

    /// <summary>Tells whether EventSub's chat is in force.</summary>
    /// <returns>Whether that is new.</returns>
    public bool TellEventSub(bool isReading)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            if (_isEventSubReading == isReading) return false;
            _isEventSubReading = isReading;
            (told, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.TrySetResult();
        return true;
    }

    /// <summary>Returns as soon as EventSub reads chat, or as soon as it does not.</summary>
    /// <param name="isReading">Which of both.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(bool isReading, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_isEventSubReading == isReading) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether an event is heard for the first time: false when the other source gave the same chat message or notice.</summary>
    /// <param name="streamEvent">What a source is about to give.</param>
    public bool Hear(StreamEvent streamEvent)
    {
        // The id of a chat message is the same in both; ids of anything else are the source's own business.
        if (streamEvent is not MessageEvent { MessageId.Length: > 0 } message || message.MessageId != message.Id) return true;
        lock (_gate) return _heard.TryAdd(message.Id);
    }

    /// <summary>Forgets an event that could not be taken in.</summary>
    /// <param name="streamEvent">What a source gave.</param>
    public void Forget(StreamEvent streamEvent)
    {
        lock (_gate) _heard.Forget(streamEvent.Id);
    }

    /// <summary>Remembers a line before it is written over Helix.</summary>
    /// <param name="userId">Who writes.</param>
    /// <param name="text">The line as it is sent.</param>
    public void TellWritten(string userId, string text)
    {
        lock (_gate)
        {
            _written.AddLast((userId, text, clock.GetTimestamp()));
            if (_written.Count > RememberedLines) _written.RemoveFirst();
        }
    }

    /// <summary>Forgets a line that was not written after all.</summary>
    public void TellNotWritten(string userId, string text)
    {
        lock (_gate)
        {
            for (var line = _written.Last; line is not null; line = line.Previous)
            {
                if (line.Value.UserId != userId || line.Value.Text != text) continue;
                _written.Remove(line);
                return;
            }
        }
    }

    /// <summary>Whether a chat message is a line that we wrote in the last minute. Each line is known once.</summary>
    /// <param name="streamEvent">What a source is about to give.</param>
    public bool IsOwn(StreamEvent streamEvent)
    {
        if (streamEvent is not ChatMessage chat) return false;
        lock (_gate)
        {
            while (_written.First is { } oldest && clock.GetElapsedTime(oldest.Value.At) > s_written) _written.RemoveFirst();
            for (var line = _written.First; line is not null; line = line.Next)
            {
                if (line.Value.UserId != chat.Viewer.Id || !IsLine(chat.Message.Text, line.Value.Text)) continue;
                _written.Remove(line);
                return true;
            }

            return false;
        }
    }

    /// <summary>Whether a text is a line of ours, as it is or after <c>@name </c>, which Twitch puts before an answer.</summary>
    private static bool IsLine(ReadOnlySpan<char> text, ReadOnlySpan<char> line)
    {
        if (!text.EndsWith(line, StringComparison.Ordinal)) return false;
        var before = text[..^line.Length];
        return before.IsEmpty || (before is ['@', .. var name, ' '] && !name.IsEmpty && !name.Contains(' '));
    }
}
