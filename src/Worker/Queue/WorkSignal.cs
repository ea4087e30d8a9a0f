namespace IShowTts.Worker.Queue;

/// <summary>Wakes those who wait for work: when it is set, or when a due time passes.</summary>
/// <remarks>Thread safe. A set before the wait is not lost: it stays set until <see cref="Reset"/>.</remarks>
internal sealed class WorkSignal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes one that is set.</summary>
    /// <param name="time">Clock of the due times.</param>
    public WorkSignal(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((WorkSignal)state!).Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _set.SetResult();
    }

    /// <summary>Wakes all who wait, and all who will until it is reset.</summary>
    public void Set()
    {
        lock (_lock)
        {
            _set.TrySetResult();
        }
    }

    /// <summary>Nothing is there now: later waits wait.</summary>
    /// <param name="due">When it sets itself; null for never.</param>
    public void Reset(DateTimeOffset? due)
    {
        lock (_lock)
        {
            if (_set.Task.IsCompleted)
            {
                _set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            // Rounded up to whole milliseconds, because a timer that fires early finds nothing due.
            var wait = due is { } at
                ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((at - _time.GetUtcNow()).TotalMilliseconds)))
                : Timeout.InfiniteTimeSpan;
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Returns when it is set.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _set.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
