namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Notices a connection that has gone silent: first asks, then gives up. Runs only while one waits for the other side.</summary>
internal sealed class SilenceWatchdog : IDisposable
{
    private readonly TimeSpan _silence;
    private readonly TimeSpan _answer;
    private readonly Action _ask;
    private readonly Action _giveUp;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private bool _isWaiting;
    private bool _hasAsked;

    /// <summary>Makes one that is not yet waiting.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="silence">How long nothing may come.</param>
    /// <param name="answer">How long the answer may take.</param>
    /// <param name="ask">Asks the other side; must not block.</param>
    /// <param name="giveUp">Ends the connection; must not block.</param>
    public SilenceWatchdog(TimeProvider clock, TimeSpan silence, TimeSpan answer, Action ask, Action giveUp)
    {
        (_silence, _answer, _ask, _giveUp) = (silence, answer, ask, giveUp);
        _timer = clock.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something came, and the next is waited for.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            (_isWaiting, _hasAsked) = (true, false);
            _timer.Change(_silence, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Something came, or nobody waits: silence is our own.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            _isWaiting = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        bool isDead;
        lock (_gate)
        {
            // Something came while this call was on its way.
            if (!_isWaiting) return;
            isDead = _hasAsked;
            _hasAsked = true;
            if (!isDead) _timer.Change(_answer, Timeout.InfiniteTimeSpan);
        }

        if (isDead) _giveUp();
        else _ask();
    }
}
