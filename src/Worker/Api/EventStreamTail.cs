using System.Runtime.CompilerServices;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Api;

/// <summary>Reads the transitions from the store once for all listeners. Who wants older ones, or was too slow, reads the store until the rest is in memory.</summary>
/// <remarks>Thread safe. Begins with the first listener; its memory does not grow with their number.</remarks>
internal sealed class EventStreamTail(IUtteranceQueue queue, IHostApplicationLifetime lifetime)
{
    private readonly Lock gate = new();
    private EventStreamRing? current;

    /// <summary>Told after each transition that came, while anyone listens or did. Do nothing long.</summary>
    public event Action? Moved;

    /// <summary>Transitions in order, without loss or repeat, as the bytes to send. Gaps of the kept history are told.</summary>
    /// <param name="after">Last sequence that the listener has; null for those that come after this call.</param>
    /// <param name="cancellationToken">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="QueueStoreException">The store cannot be read.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long? after, CancellationToken cancellationToken)
    {
        var ring = Ring();
        var (position, sequence) = ring.End;
        return after is null ? ReadAsync(ring, position, sequence, cancellationToken) : ReadAsync(ring, null, after, cancellationToken);
    }

    private EventStreamRing Ring()
    {
        lock (gate)
        {
            if (current is null)
            {
                var transitions = queue.WatchAsync(null, lifetime.ApplicationStopping);
                current = new EventStreamRing();
                _ = FollowAsync(current, transitions);
            }

            return current;
        }
    }

    /// <summary>Fills the memory. When the store fails, those who listen are told and the next one to come begins anew.</summary>
    private async Task FollowAsync(EventStreamRing ring, IAsyncEnumerable<UtteranceTransition> transitions)
    {
        try
        {
            await foreach (var transition in transitions)
            {
                ring.Add(new EventStreamEntry(transition));
                Moved?.Invoke();
            }
        }
        catch (Exception e)
        {
            // Not lost: each stream that waits ends with it, and the guard logs it.
            lock (gate)
            {
                current = null;
            }

            ring.Fail(e);
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        EventStreamRing ring, long? position, long? seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            while (position is { } place && await ring.GetAsync(place, cancellationToken) is { } entry)
            {
                if (Gap(seen, entry) is { } gap)
                {
                    yield return gap;
                }

                seen = entry.Sequence;
                position = place + 1;
                yield return entry.Bytes;
            }

            // Older than what is in memory: from the store, until it meets the memory.
            position = null;
            seen ??= ring.Before;
            await foreach (var transition in queue.WatchAsync(seen, cancellationToken))
            {
                var entry = new EventStreamEntry(transition);
                if (Gap(seen, entry) is { } gap)
                {
                    yield return gap;
                }

                seen = entry.Sequence;
                yield return entry.Bytes;
                if (ring.TryFind(entry.Sequence, out var found))
                {
                    position = found;
                    break;
                }
            }
        }
    }

    private static byte[]? Gap(long? seen, EventStreamEntry entry) =>
        seen is { } last && entry.Sequence > last + 1 ? EventStreamEntry.Missed(last + 1, entry.Sequence - 1) : null;
}
