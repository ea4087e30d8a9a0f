namespace IShowTts.Tts.Synthesis;

/// <summary>
/// The line in front of an engine's thread, with two levels: work that gives way is taken only when no other waits and nobody holds the line.
/// Within a level first come, first served. Bounded, each level for itself. Thread safe; one thread takes.
/// </summary>
internal sealed class EngineLine
{
    /// <summary>Pieces of work that may wait in each level. The speaker asks for one text at a time, so this is far more than ever waits.</summary>
    public const int Capacity = 256;

    // Not a Lock: the thread that takes waits on it.
    private readonly object gate = new();
    private readonly LinkedList<Action> first = new();
    private readonly LinkedList<Action> givingWay = new();
    private int holds;
    private bool isClosed;

    /// <summary>Puts work at the end of its level.</summary>
    /// <param name="work">The work.</param>
    /// <param name="givesWay">Whether all work that does not give way goes first.</param>
    /// <returns>The place, for <see cref="Leave"/>; null when the level is full or the line closed.</returns>
    public LinkedListNode<Action>? TryAdd(Action work, bool givesWay)
    {
        lock (gate)
        {
            var level = givesWay ? givingWay : first;
            if (isClosed || level.Count >= Capacity)
            {
                return null;
            }

            var place = level.AddLast(work);
            Monitor.Pulse(gate);
            return place;
        }
    }

    /// <summary>Takes work out of the line.</summary>
    /// <returns>Whether it still waited; then it is never begun.</returns>
    public bool Leave(LinkedListNode<Action> place)
    {
        lock (gate)
        {
            if (place.List is not { } level)
            {
                return false;
            }

            level.Remove(place);
            return true;
        }
    }

    /// <summary>Keeps work that gives way from being begun, also between two pieces of the holder's work. Dispose it to let go.</summary>
    public IDisposable Hold()
    {
        lock (gate)
        {
            holds++;
        }

        return new LineHold(this);
    }

    /// <summary>Waits for work and takes it.</summary>
    /// <returns>Null when the line is closed and empty.</returns>
    public Action? Take()
    {
        lock (gate)
        {
            while (true)
            {
                var level = first.Count > 0 || (holds > 0 && !isClosed) ? first : givingWay;
                if (level.First is { } place)
                {
                    level.Remove(place);
                    return place.Value;
                }

                if (isClosed)
                {
                    return null;
                }

                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Takes no more work; what waits is still given.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.Pulse(gate);
        }
    }

    private void LetGo()
    {
        lock (gate)
        {
            holds--;
            Monitor.Pulse(gate);
        }
    }

    private sealed class LineHold(EngineLine line) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                line.LetGo();
            }
        }
    }
}
