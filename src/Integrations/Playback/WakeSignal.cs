using System.Threading.Tasks.Sources;

namespace IShowTts.Integrations.Playback;

/// <summary>Wakes one waiting task from another thread, a native callback for example. Reused for every wait, so that waiting allocates nothing of its own.</summary>
/// <remarks>One waiter at a time. A <see cref="Set"/> that finds nobody waiting is remembered (once) for the next wait.</remarks>
internal sealed class WakeSignal : IValueTaskSource<bool>, IDisposable
{
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private ManualResetValueTaskSourceCore<bool> core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration registration;
    private CancellationToken token;
    private bool set;
    private bool waiting;

    /// <summary>Makes one.</summary>
    /// <param name="time">The clock of the limits.</param>
    public WakeSignal(TimeProvider time)
        => timer = time.CreateTimer(static state => ((WakeSignal)state!).Complete(Reason.Limit), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private enum Reason
    {
        Set,
        Limit,
        Cancelled,
    }

    /// <summary>Wakes the waiter; never runs its code on the caller's thread.</summary>
    public void Set() => Complete(Reason.Set);

    /// <summary>Waits for <see cref="Set"/>.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    /// <returns>False when the limit passed first.</returns>
    public ValueTask<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (set)
            {
                set = false;
                return new ValueTask<bool>(true);
            }

            core.Reset();
            waiting = true;
            token = cancellationToken;
            timer.Change(limit > TimeSpan.Zero ? limit : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }

        if (cancellationToken.CanBeCanceled)
        {
            registration = cancellationToken.UnsafeRegister(static state => ((WakeSignal)state!).Complete(Reason.Cancelled), this);
        }

        return new ValueTask<bool>(this, core.Version);
    }

    /// <inheritdoc/>
    public bool GetResult(short token)
    {
        registration.Dispose();
        registration = default;
        return core.GetResult(token);
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => core.OnCompleted(continuation, state, token, flags);

    /// <summary>Stops the timer; a waiter is woken by nobody then, so there must be none.</summary>
    public void Dispose() => timer.Dispose();

    private void Complete(Reason reason)
    {
        lock (gate)
        {
            if (!waiting)
            {
                set |= reason == Reason.Set;
                return;
            }

            waiting = false;
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (reason == Reason.Cancelled)
            {
                core.SetException(new OperationCanceledException(token));
            }
            else
            {
                core.SetResult(reason == Reason.Set);
            }
        }
    }
}
