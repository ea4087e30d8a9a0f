using IShowTts.Worker.Intake;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Hosting;

/// <summary>Ends the worker when the sources have ended and everything was spoken (<c>--exit-when-idle</c>).</summary>
internal sealed class IdleExit(
    IntakeProgress intake,
    IUtteranceQueue queue,
    ActiveCues active,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await intake.Finished.WaitAsync(stoppingToken);
            await WaitIdleAsync(stoppingToken);
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Somebody else ended it first.
        }
    }

    private async Task WaitIdleAsync(CancellationToken cancellationToken)
    {
        // The watch begins before the look, so that an end in between is not missed.
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var transitions = queue.WatchAsync(null, watch.Token).GetAsyncEnumerator(watch.Token);
        var next = transitions.MoveNextAsync().AsTask();
        while (!await IsIdleAsync(cancellationToken))
        {
            await next;
            next = transitions.MoveNextAsync().AsTask();
        }

        await watch.CancelAsync();
        await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task<bool> IsIdleAsync(CancellationToken cancellationToken)
    {
        var counts = await queue.CountAsync(cancellationToken);
        return counts.Where(count => count.Key is UtteranceState.Queued or UtteranceState.Synthesizing or UtteranceState.Playing).Sum(count => count.Value) == 0
            && (active.IsEmpty || counts.GetValueOrDefault(UtteranceState.Playing) == 0);
    }
}
