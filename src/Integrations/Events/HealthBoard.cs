namespace IShowTts.Integrations.Events;

/// <summary>Holds how a source is. Any thread.</summary>
/// <param name="clock">The clock.</param>
internal sealed class HealthBoard(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private SourceHealth _now = SourceHealth.Idle;

    /// <summary>How it is now.</summary>
    public SourceHealth Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    /// <summary>Tells what the source is doing.</summary>
    /// <param name="state">What it is doing.</param>
    /// <param name="detail">Why, and what to do; empty when all is well.</param>
    public void Tell(SourceState state, string detail = "")
    {
        lock (_gate)
        {
            var since = state == _now.State ? _now.Since : clock.GetUtcNow();
            _now = _now with { State = state, Since = since, Detail = detail };
        }
    }

    /// <summary>Tells that an event came.</summary>
    public void TellEvent()
    {
        lock (_gate) _now = _now with { LastEventAt = clock.GetUtcNow() };
    }
}
