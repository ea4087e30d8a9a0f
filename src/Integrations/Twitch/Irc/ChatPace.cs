namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Keeps what we write below Twitch's limits: 20 messages in 30 seconds, and one a second. Beyond them Twitch drops everything for an hour.</summary>
/// <param name="clock">The clock.</param>
internal sealed class ChatPace(TimeProvider clock) : IDisposable
{
    private readonly RateWindow _perHalfMinute = new(20, TimeSpan.FromSeconds(30), clock);
    private readonly RateWindow _perSecond = new(1, TimeSpan.FromSeconds(1), clock);

    /// <summary>Returns when the next message may go.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        await _perHalfMinute.WaitAsync(cancellationToken);
        await _perSecond.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _perHalfMinute.Dispose();
        _perSecond.Dispose();
    }
}
