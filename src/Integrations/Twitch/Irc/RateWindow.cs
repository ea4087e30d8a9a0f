namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Lets at most so many through in any stretch of time. Callers wait their turn, in order.</summary>
/// <param name="count">How many in a window, 1 or more.</param>
/// <param name="window">The stretch of time.</param>
/// <param name="clock">The clock.</param>
internal sealed class RateWindow(int count, TimeSpan window, TimeProvider clock) : IDisposable
{
    private readonly Queue<long> _times = new(count);
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Returns when the next one may go.</summary>
    /// <param name="cancellationToken">Ends the wait; the turn is then not used.</param>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (_times.Count >= count)
            {
                var left = window - clock.GetElapsedTime(_times.Peek());
                if (left > TimeSpan.Zero) await Task.Delay(left, clock, cancellationToken);
                else _times.Dequeue();
            }

            _times.Enqueue(clock.GetTimestamp());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
