namespace IShowTts.Worker.Api.Keys;

/// <summary>Looks for changed keys twice a second, so that what is open with a revoked key or an old session ends though nobody asks; writes on which days keys were used.</summary>
internal sealed class KeyWatch(KeyRing ring, KeyUse use, Sessions sessions, TimeProvider time) : BackgroundService
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        use.Save(ring.Keys);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            ring.Refresh();
            sessions.RemoveOld();
            use.Save(ring.Keys);
        }
    }
}
