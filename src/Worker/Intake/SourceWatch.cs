using IShowTts.Integrations.Events;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Intake;

/// <summary>Looks at the sources' health every two seconds and raises an alarm for one that gave up or cannot connect for a while.</summary>
internal sealed class SourceWatch(IEnumerable<IEventSource> sources, AlarmBoard alarms, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Made with the object and not in the loop, which the host starts on another thread: a tick before that is kept, not lost.
    private readonly PeriodicTimer timer = new(Interval, time);

    /// <inheritdoc/>
    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var source in sources)
                {
                    Look(source.Name, source.Health);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    private void Look(string name, SourceHealth health)
    {
        var key = $"source:{name}";
        if (health.State == SourceState.Failed || (health.State == SourceState.Connecting && time.GetUtcNow() - health.Since > Patience))
        {
            var state = health.State == SourceState.Failed ? "gave up" : "cannot connect";
            alarms.Raise(key, health.Detail.Length > 0 ? $"{name} {state}: {health.Detail}" : $"{name} {state}.");
        }
        else
        {
            alarms.Clear(key);
        }
    }
}
