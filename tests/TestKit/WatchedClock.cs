using Microsoft.Extensions.Time.Testing;

namespace IShowTts.TestKit;

/// <summary>A clock that stands still and tells when somebody waits for a certain time, so that a test advances it neither too early nor by a guess.</summary>
public sealed class WatchedClock : FakeTimeProvider
{
    private readonly Lock gate = new();
    private readonly Dictionary<TimeSpan, int> armed = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits up to this long end at once.</summary>
    public TimeSpan Jumps { get; set; }

    /// <summary>Returns when somebody armed a timer of this length, as many times as this was called for it.</summary>
    /// <param name="length">The wait.</param>
    /// <param name="cancellationToken">Ends the wait of the test.</param>
    public async Task Asked(TimeSpan length, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (armed.GetValueOrDefault(length) is var count && count > 0)
                {
                    armed[length] = count - 1;
                    return;
                }

                next = changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Returns when somebody armed a timer of a length that fits; each is given once.</summary>
    /// <param name="fits">Which lengths.</param>
    /// <param name="cancellationToken">Ends the wait of the test.</param>
    /// <returns>The length.</returns>
    public async Task<TimeSpan> Asked(Func<TimeSpan, bool> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                foreach (var (length, count) in armed)
                {
                    if (count > 0 && fits(length))
                    {
                        armed[length] = count - 1;
                        return length;
                    }
                }

                next = changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Note(dueTime);
        return timer;
    }

    private void Note(TimeSpan length)
    {
        if (length > TimeSpan.Zero && length <= Jumps) ThreadPool.QueueUserWorkItem(_ => Advance(length));
        TaskCompletionSource told;
        lock (gate)
        {
            armed[length] = armed.GetValueOrDefault(length) + 1;
            (told, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.TrySetResult();
    }

    private sealed class WatchedTimer(WatchedClock clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isChanged = inner.Change(dueTime, period);
            if (isChanged) clock.Note(dueTime);
            return isChanged;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
