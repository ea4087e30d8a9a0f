namespace IShowTts.Worker.Playout;

/// <summary>The cue that has the sinks, how far it was heard, and whether playing is on hold. Thread safe.</summary>
internal sealed class NowPlaying : IDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource resumed = Completed();
    private CancellationTokenSource holding = new();
    private Cue? cue;
    private TimeSpan heard;

    /// <summary>Told after the cue changed, and after playing was put on hold or goes on. Do nothing long.</summary>
    public event Action? Changed;

    /// <summary>The cue that has the sinks; null when silent.</summary>
    public Cue? Cue
    {
        get
        {
            lock (gate)
            {
                return cue;
            }
        }
    }

    /// <summary>How much of it was heard.</summary>
    public TimeSpan Heard
    {
        get
        {
            lock (gate)
            {
                return heard;
            }
        }

        set
        {
            lock (gate)
            {
                heard = value;
            }
        }
    }

    /// <summary>Whether playing is on hold.</summary>
    public bool IsPaused
    {
        get
        {
            lock (gate)
            {
                return !resumed.Task.IsCompleted;
            }
        }
    }

    /// <summary>Fires when playing is put on hold; already fired while it is.</summary>
    public CancellationToken Paused
    {
        get
        {
            lock (gate)
            {
                return holding.Token;
            }
        }
    }

    /// <summary>Sets the cue that has the sinks.</summary>
    public void Set(Cue? value)
    {
        lock (gate)
        {
            cue = value;
            heard = TimeSpan.Zero;
        }

        Changed?.Invoke();
    }

    /// <summary>Puts playing on hold.</summary>
    /// <returns>False when it was already.</returns>
    public bool Pause()
    {
        CancellationTokenSource now;
        lock (gate)
        {
            if (!resumed.Task.IsCompleted)
            {
                return false;
            }

            resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            now = holding;
        }

        now.Cancel();
        Changed?.Invoke();
        return true;
    }

    /// <summary>Lets playing go on.</summary>
    /// <returns>False when it was not on hold.</returns>
    public bool Resume()
    {
        lock (gate)
        {
            if (resumed.Task.IsCompleted)
            {
                return false;
            }

            holding = new CancellationTokenSource();
            resumed.TrySetResult();
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Returns when playing is not on hold.</summary>
    public Task WaitResumedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return resumed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => holding.Dispose();

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
