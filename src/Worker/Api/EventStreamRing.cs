namespace IShowTts.Worker.Api;

/// <summary>The newest transitions in memory, by position: the first one that came has position 0.</summary>
/// <remarks>Thread safe: one writer, any number of readers.</remarks>
internal sealed class EventStreamRing
{
    /// <summary>Most transitions kept.</summary>
    internal const int Capacity = 512;

    private readonly Lock gate = new();
    private readonly EventStreamEntry[] kept = new EventStreamEntry[Capacity];
    private TaskCompletionSource moved = NewSignal();
    private long first;
    private long end;

    /// <summary>Where the next one will be, and the sequence of the one before; null when none came yet.</summary>
    public (long Position, long? Sequence) End
    {
        get
        {
            lock (gate)
            {
                return (end, end > 0 ? At(end - 1).Sequence : null);
            }
        }
    }

    /// <summary>Sequence before the first one that ever came; null when none came.</summary>
    public long? Before
    {
        get
        {
            lock (gate)
            {
                return end > 0 ? first - 1 : null;
            }
        }
    }

    /// <summary>Adds the next one; the oldest makes room.</summary>
    public void Add(EventStreamEntry entry)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            first = end == 0 ? entry.Sequence : first;
            kept[end % Capacity] = entry;
            end++;
            told = moved;
            moved = NewSignal();
        }

        told.SetResult();
    }

    /// <summary>No more come: everyone who waits, and who will, gets this.</summary>
    public void Fail(Exception cause)
    {
        lock (gate)
        {
            moved.TrySetException(cause);
        }
    }

    /// <summary>Where the one after a sequence is.</summary>
    /// <param name="after">Last sequence that was seen.</param>
    /// <param name="position">Position of the next one, perhaps of one that is still to come.</param>
    /// <returns>False when the next one is older than what is kept, or nothing came yet.</returns>
    public bool TryFind(long after, out long position)
    {
        lock (gate)
        {
            var low = Math.Max(0, end - Capacity);
            position = low;
            if (end == 0 || At(low).Sequence > after + 1)
            {
                return false;
            }

            while (position < end && At(position).Sequence <= after)
            {
                position++;
            }

            return position < end || At(end - 1).Sequence == after;
        }
    }

    /// <summary>The one at a position.</summary>
    /// <param name="position">From <see cref="TryFind"/> or <see cref="End"/>, and then one more each time.</param>
    /// <param name="cancellationToken">Ends the wait for one that is still to come.</param>
    /// <returns>Null when it is not kept any more: the reader was too slow.</returns>
    public async ValueTask<EventStreamEntry?> GetAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (position < end)
                {
                    return position >= end - Capacity ? At(position) : null;
                }

                wait = moved.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EventStreamEntry At(long position) => kept[position % Capacity];
}
