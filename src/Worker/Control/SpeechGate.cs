namespace IShowTts.Worker.Control;

/// <summary>Whether and which chat is spoken now. Thread safe.</summary>
internal sealed class SpeechGate : ISpeechGate
{
    private readonly Lock gate = new();
    private SpeechState state = SpeechState.Default;
    private TaskCompletionSource enabled = Completed();

    /// <summary>Told after each change, with the new state.</summary>
    public event Action<SpeechState>? Changed;

    /// <inheritdoc/>
    public bool IsEnabled => State.IsEnabled;

    /// <inheritdoc/>
    public SpeechMode Mode => State.Mode;

    /// <summary>All of it.</summary>
    public SpeechState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    /// <summary>Takes over what an earlier run left.</summary>
    public void Restore(SpeechState value)
    {
        lock (gate)
        {
            state = value;
            Signal();
        }
    }

    /// <summary>Returns when speech is on.</summary>
    public Task WaitEnabledAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return enabled.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Switches speech on or off.</summary>
    public void SetEnabled(bool isEnabled) => Change(now => now with { IsEnabled = isEnabled });

    /// <summary>Notes that playing is on hold or goes on.</summary>
    public void SetPaused(bool isPaused) => Change(now => now with { IsPaused = isPaused });

    /// <summary>Chooses which chat is spoken.</summary>
    public void SetMode(SpeechMode mode) => Change(now => now with { Mode = mode });

    private void Change(Func<SpeechState, SpeechState> change)
    {
        SpeechState changed;
        lock (gate)
        {
            changed = change(state);
            if (changed == state)
            {
                return;
            }

            state = changed;
            Signal();
        }

        Changed?.Invoke(changed);
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void Signal()
    {
        if (state.IsEnabled)
        {
            enabled.TrySetResult();
        }
        else if (enabled.Task.IsCompleted)
        {
            enabled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
