namespace IShowTts.Worker.Queue;

/// <summary>Tells readers of the transition log how far it goes. It keeps one number, no transitions, so a slow reader costs nothing.</summary>
/// <remarks>Thread safe.</remarks>
internal sealed class TransitionCursor
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last = -1;

    /// <summary>Last committed sequence; 0 when nothing was ever committed; null before the store was opened.</summary>
    public long? Last
    {
        get
        {
            lock (_lock)
            {
                return _last < 0 ? null : _last;
            }
        }
    }

    /// <summary>The log goes up to here now.</summary>
    public void Advance(long sequence)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (sequence <= _last)
            {
                return;
            }

            _last = sequence;
            moved = _moved;
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        moved.SetResult();
    }

    /// <summary>Returns when the log goes beyond a sequence.</summary>
    /// <param name="sequence">Last sequence already seen; -1 waits until the store is open.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How far it goes.</returns>
    public async ValueTask<long> WaitBeyondAsync(long sequence, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_last > sequence)
                {
                    return _last;
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }
}
