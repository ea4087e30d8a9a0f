using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Cli.View;

/// <summary>Feeds the board with transitions and alarms.</summary>
internal sealed class BoardFeedService(IUtteranceQueue queue, IAlarms alarms, ShowBoard board) : BackgroundService
{
    private readonly HashSet<string> shown = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        alarms.Changed += ShowAlarms;
        try
        {
            await foreach (var transition in queue.WatchAsync(null, stoppingToken))
            {
                board.Show(transition);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            board.Say("Ending: what waits is kept and goes on at the next start.");
        }
        finally
        {
            alarms.Changed -= ShowAlarms;
        }
    }

    private void ShowAlarms()
    {
        lock (shown)
        {
            var current = alarms.Current;
            foreach (var alarm in current.Where(alarm => shown.Add(alarm.Key)))
            {
                board.Say(alarm.Text, ShowLineKind.Warning);
            }

            foreach (var key in shown.Where(key => current.All(alarm => alarm.Key != key)).ToArray())
            {
                shown.Remove(key);
                board.Say($"{key} is well again.");
            }
        }
    }
}
