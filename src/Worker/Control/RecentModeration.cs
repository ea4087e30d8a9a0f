using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Control;

/// <summary>Remembers what was taken back, for messages that arrive after their own deletion. Bounded; thread safe.</summary>
/// <remarks>
/// Platforms do not promise an order. A deletion is remembered by message id; a silenced viewer and a cleared chat by the moment:
/// only what was received before it, or says that it happened before it, is hit.
/// </remarks>
internal sealed class RecentModeration(TimeProvider time)
{
    private const int MaxEntries = 5_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Mark> marks = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long Order)> order = new();
    private long sequence;

    /// <summary>Numbers an event in the order of receipt.</summary>
    public long NextSequence() => Interlocked.Increment(ref sequence);

    /// <summary>Remembers.</summary>
    public void Remember(ModerationEvent moderation)
    {
        var keys = moderation switch
        {
            MessageDeleted { MessageId.Length: > 0 } deleted => [$"message {deleted.MessageId}"],
            ViewerSilenced silenced => ViewerKeys(silenced.Channel, silenced.ViewerId, silenced.Login),
            ChatCleared cleared => [$"chat {cleared.Channel}"],
            RedemptionChanged { IsCancelled: true, RedemptionId.Length: > 0 } changed => [$"redemption {changed.RedemptionId}"],
            _ => Array.Empty<string>(),
        };
        lock (gate)
        {
            var now = time.GetUtcNow();
            foreach (var key in keys)
            {
                var mark = new Mark(NextSequence(), moderation.At, now);
                marks[key] = mark;
                order.Enqueue((key, mark.Sequence));
            }

            while (order.Count > MaxEntries || (order.TryPeek(out var oldest) && IsOver(oldest, now)))
            {
                var (key, markSequence) = order.Dequeue();
                if (marks.TryGetValue(key, out var mark) && mark.Sequence == markSequence)
                {
                    marks.Remove(key);
                }
            }
        }
    }

    /// <summary>Whether an event was taken back before it came.</summary>
    /// <param name="message">The event.</param>
    /// <param name="receivedAs">Its number from <see cref="NextSequence"/>.</param>
    public bool IsTakenBack(MessageEvent message, long receivedAs)
    {
        lock (gate)
        {
            if (message.MessageId.Length > 0 && marks.ContainsKey($"message {message.MessageId}"))
            {
                return true;
            }

            if (message is Redemption { RedemptionId.Length: > 0 } redemption && marks.ContainsKey($"redemption {redemption.RedemptionId}"))
            {
                return true;
            }

            return ViewerKeys(message.Channel, message.Viewer.Id, message.Viewer.Login)
                .Append($"chat {message.Channel}")
                .Any(key => marks.TryGetValue(key, out var mark) && IsBefore(message, receivedAs, mark));
        }
    }

    private static string[] ViewerKeys(string channel, string id, string login) =>
        [.. new[] { id.Length > 0 ? $"viewer {channel} {id}" : "", login.Length > 0 ? $"login {channel} {login}" : "" }.Where(key => key.Length > 0)];

    private static bool IsBefore(MessageEvent message, long receivedAs, Mark mark) =>
        receivedAs < mark.Sequence || (message.At != default && mark.At != default && message.At < mark.At);

    private bool IsOver((string Key, long Order) entry, DateTimeOffset now) =>
        !marks.TryGetValue(entry.Key, out var mark) || mark.Sequence != entry.Order || now - mark.RememberedAt > Memory;

    private readonly record struct Mark(long Sequence, DateTimeOffset At, DateTimeOffset RememberedAt);
}
