using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Onnx;

/// <summary>
/// Holds something that is dear to load, such as a model: loads it at first use, keeps it, touches it while nobody needs it so that the next use finds it
/// warm, and unloads it after an idle time. Thread safe. A value is never disposed while a lease on it is out, and never two are loaded at once.
/// </summary>
/// <typeparam name="T">What is held; it is disposed when unloaded.</typeparam>
/// <param name="name">What it is, for the log.</param>
/// <param name="load">Loads it; runs on the thread pool. A failure is told to who waits, and the next use tries again.</param>
/// <param name="times">How long it is kept.</param>
/// <param name="time">The clock of the idle time.</param>
/// <param name="logger">Told of loads and unloads.</param>
/// <param name="touch">Run every <see cref="OnDemandTimes.KeepWarmEvery"/> while unused, on the thread pool; a value whose touch fails is unloaded. Null: nothing is run.</param>
internal sealed class OnDemand<T>(string name, Func<T> load, OnDemandTimes times, TimeProvider time, ILogger logger, Action<T>? touch = null) : IAsyncDisposable
    where T : class, IDisposable
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource lastLeaseBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<T>? loaded;
    private Task unloading = Task.CompletedTask;
    private ITimer? timer;
    private int leases;
    private long idleSince;
    private bool disposed;

    /// <summary>Whether it is loaded now and can be used at once.</summary>
    public bool IsLoaded
    {
        get
        {
            lock (gate)
            {
                return loaded is { IsCompletedSuccessfully: true };
            }
        }
    }

    /// <summary>Loads it if need be, and lends it.</summary>
    /// <param name="cancellationToken">Ends the wait; a load that has begun goes on for the next caller.</param>
    /// <returns>The lease; the caller disposes it.</returns>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public async ValueTask<OnDemandLease<T>> AcquireAsync(CancellationToken cancellationToken)
    {
        Task<T> current;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            leases++;
            timer?.Dispose();
            timer = null;
            current = loaded ??= LoadAsync(unloading);
        }

        try
        {
            return new OnDemandLease<T>(this, await current.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            GiveBack();
            throw;
        }
    }

    /// <summary>Waits until all leases are back, then unloads. Nothing can be acquired afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            disposed = true;
            timer?.Dispose();
            timer = null;
            if (leases == 0)
            {
                lastLeaseBack.TrySetResult();
            }
        }

        await lastLeaseBack.Task.ConfigureAwait(false);
        lock (gate)
        {
            Retire();
        }

        await unloading.ConfigureAwait(false);
    }

    /// <summary>A lease, or a wait for one, has ended.</summary>
    internal void GiveBack()
    {
        lock (gate)
        {
            leases--;
            if (leases > 0)
            {
                return;
            }

            idleSince = time.GetTimestamp();
            // A load that ended as cancelled is no load either.
            if (loaded is { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                loaded = null;
            }

            if (disposed)
            {
                lastLeaseBack.TrySetResult();
            }
            else
            {
                SetTimer();
            }
        }
    }

    private async Task<T> LoadAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var started = time.GetTimestamp();
        var value = load();
        Log.Loaded(logger, name, time.GetElapsedTime(started).TotalMilliseconds);
        return value;
    }

    // Under the gate: the next moment at which something is to be done with an unused value.
    private void SetTimer()
    {
        timer?.Dispose();
        timer = null;
        if (loaded is null)
        {
            return;
        }

        var wait = Timeout.InfiniteTimeSpan;
        if (times.UnloadAfterIdle > TimeSpan.Zero)
        {
            wait = times.UnloadAfterIdle - time.GetElapsedTime(idleSince);
            wait = wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        if (touch is not null && times.KeepWarmEvery > TimeSpan.Zero && (wait == Timeout.InfiniteTimeSpan || times.KeepWarmEvery < wait))
        {
            wait = times.KeepWarmEvery;
        }

        if (wait != Timeout.InfiniteTimeSpan)
        {
            timer = time.CreateTimer(static self => ((OnDemand<T>)self!).Tick(), this, wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        T value;
        lock (gate)
        {
            if (disposed || leases > 0 || loaded is null)
            {
                return;
            }

            if (!loaded.IsCompletedSuccessfully)
            {
                // Nobody waits for this load any more; look again when it is there.
                SetTimer();
                return;
            }

            if (times.UnloadAfterIdle > TimeSpan.Zero && time.GetElapsedTime(idleSince) >= times.UnloadAfterIdle)
            {
                Log.Unloaded(logger, name, times.UnloadAfterIdle.TotalMinutes);
                Retire();
                return;
            }

            leases++;
            value = loaded.Result;
        }

        _ = Task.Run(() => Touch(value));
    }

    private void Touch(T value)
    {
        var failed = false;
        try
        {
            touch!(value);
        }
        catch (Exception exception)
        {
            // Nobody waits for a touch, so its failure is told here; the next use loads anew and tells its own.
            Log.TouchFailed(logger, exception, name);
            failed = true;
        }

        lock (gate)
        {
            leases--;
            if (leases > 0)
            {
                return;
            }

            if (failed)
            {
                Retire();
            }

            if (disposed)
            {
                lastLeaseBack.TrySetResult();
            }
            else
            {
                SetTimer();
            }
        }
    }

    // Under the gate, with no lease out.
    private void Retire()
    {
        if (loaded is { } old)
        {
            loaded = null;
            unloading = UnloadAsync(old);
        }
    }

    private static async Task UnloadAsync(Task<T> old)
    {
        await ((Task)old).ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        if (old.IsCompletedSuccessfully)
        {
            old.Result.Dispose();
        }
    }
}
