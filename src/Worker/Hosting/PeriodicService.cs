namespace IShowTts.Worker.Hosting;

/// <summary>Base of services that look at something again and again, for the first time after one interval.</summary>
/// <param name="interval">Time between two looks; a look that takes longer puts off the next one.</param>
/// <param name="time">The clock.</param>
internal abstract class PeriodicService(TimeSpan interval, TimeProvider time) : BackgroundService
{
    // Made with the object and not in the loop, which the host starts on another thread: a tick before that is kept, not lost.
    private readonly PeriodicTimer timer = new(interval, time);

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; } = time;

    /// <inheritdoc/>
    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    /// <summary>Looks once; what it throws ends the worker.</summary>
    /// <param name="stopping">The worker stops.</param>
    protected abstract ValueTask LookAsync(CancellationToken stopping);
}
