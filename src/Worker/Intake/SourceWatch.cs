using IShowTts.Integrations.Events;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Intake;

/// <summary>Looks at the sources' health every two seconds and raises an alarm for one that gave up or cannot connect for a while.</summary>
internal sealed class SourceWatch(IEnumerable<IEventSource> sources, AlarmBoard alarms, TimeProvider time)
    : PeriodicService(TimeSpan.FromSeconds(2), time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override ValueTask LookAsync(CancellationToken stopping)
    {
        foreach (var source in sources)
        {
            Look(source.Name, source.Health);
        }

        return ValueTask.CompletedTask;
    }

    private void Look(string name, SourceHealth health)
    {
        var key = $"source:{name}";
        if (health.State == SourceState.Failed || (health.State == SourceState.Connecting && Time.GetUtcNow() - health.Since > Patience))
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
