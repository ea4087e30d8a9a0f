using IShowTts.Worker.Intake;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Hosting;

/// <summary>Ends the worker when the sources have ended and everything was spoken (<c>--exit-when-idle</c>).</summary>
/// <remarks>When there is something to say and the required sink could never be opened, nothing will be spoken: it ends then too, with <see cref="Failure"/>.</remarks>
internal sealed class IdleExit(
    IntakeProgress intake,
    IUtteranceQueue queue,
    ActiveCues active,
    SinkSet sinks,
    TimeProvider time,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(10);

    /// <summary>Why it ended although something was left to say, with the cure; null otherwise.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await intake.Finished.WaitAsync(stoppingToken);
            if (await CanSpeakAsync(stoppingToken))
            {
                await WaitIdleAsync(stoppingToken);
            }

            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Somebody else ended it first.
        }
    }

    /// <summary>A sink that was open and is lost may come back and is waited for; one that never was gets some seconds.</summary>
    private async Task<bool> CanSpeakAsync(CancellationToken cancellationToken)
    {
        if (sinks.HasOpened || await IsIdleAsync(cancellationToken))
        {
            return true;
        }

        try
        {
            await sinks.WaitReadyAsync(cancellationToken).WaitAsync(OpenLimit + sinks.StandInAfter, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            Failure = $"Nothing could be spoken: {(sinks.Required.Trouble.Length > 0 ? sinks.Required.Trouble : $"{sinks.Required.Name} does not open.")}";
            return false;
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
