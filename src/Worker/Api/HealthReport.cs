using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Api;

/// <summary>Gathers how the worker is.</summary>
internal sealed class HealthReport(
    IUtteranceQueue queue,
    ISpeechControl control,
    IEnumerable<IEventSource> sources,
    IEnumerable<ISinkReports> sinks,
    IEnumerable<IAlarms> alarms,
    IEnumerable<ITwitchAccount> accounts)
{
    /// <summary>Gathers it now.</summary>
    /// <exception cref="QueueStoreException">The queue cannot be used.</exception>
    public async ValueTask<HealthBody> CreateAsync(CancellationToken cancellationToken)
    {
        var counts = await queue.CountAsync(cancellationToken);
        var status = await control.GetStatusAsync(cancellationToken);
        var shownSources = sources.Select(SourceBody.From).ToArray();
        var allSinks = sinks.SelectMany(report => report.Sinks).ToArray();
        var shownSinks = allSinks.Select(SinkBody.From).ToArray();
        // Nobody to hear is no fault until somebody waits to be heard.
        var isHeldUp = allSinks.Any(sink => sink is { IsIdle: true, IsRequired: true, Counts: true }) && HasWork(counts);
        var shownAlarms = alarms.SelectMany(board => board.Current).Select(alarm => new AlarmBody(alarm.Key, alarm.Text, alarm.Since)).ToArray();
        var isWell = shownAlarms.Length == 0 && shownSources.All(source => source.State != "failed") && shownSinks.All(sink => sink.State != "lost") && !isHeldUp;
        return new HealthBody(
            isWell ? "ok" : "degraded",
            WorkerVersion.Text,
            status.IsPaused,
            status.IsEnabled,
            Enum.GetValues<UtteranceState>().ToDictionary(Kebab.Of, state => counts.GetValueOrDefault(state)),
            shownSources,
            shownSinks,
            shownAlarms,
            accounts.Select(TwitchBody.From).FirstOrDefault());
    }

    private static bool HasWork(IReadOnlyDictionary<UtteranceState, int> counts) =>
        counts.GetValueOrDefault(UtteranceState.Queued) + counts.GetValueOrDefault(UtteranceState.Synthesizing) + counts.GetValueOrDefault(UtteranceState.Playing) > 0;
}
