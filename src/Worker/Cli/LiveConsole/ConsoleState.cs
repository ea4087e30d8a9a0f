using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Gathers what the view shows. The database is asked only after something changed in it; the rest is in memory.</summary>
internal sealed class ConsoleState(
    IUtteranceQueue queue,
    ISpeechGate gate,
    NowPlaying nowPlaying,
    IEnumerable<IEventSource> sources,
    IAlarms alarms,
    IOptions<LiveConsoleOptions> options)
{
    private const int MaxWaiting = 5;
    private readonly ConsoleHistory history = new(options.Value.HistoryLines);
    private int isStale = 1;
    private IReadOnlyList<string> waiting = [];
    private int waitingCount;
    private int heldCount;

    /// <summary>Takes in a transition.</summary>
    public void Add(UtteranceTransition transition)
    {
        history.Add(transition);
        Volatile.Write(ref isStale, 1);
    }

    /// <summary>Everything as it is now.</summary>
    /// <exception cref="QueueStoreException">The queue cannot be read.</exception>
    public async ValueTask<ConsoleSnapshot> TakeAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isStale, 0) == 1)
        {
            await ReadQueueAsync(cancellationToken);
        }

        return new ConsoleSnapshot
        {
            IsEnabled = gate.IsEnabled,
            IsPaused = nowPlaying.IsPaused,
            Mode = gate.Mode,
            Now = Now(),
            Waiting = waiting,
            WaitingCount = waitingCount,
            HeldCount = heldCount,
            History = history.Entries,
            HeardCount = history.HeardCount,
            NotHeardCount = history.NotHeardCount,
            Sources = [.. sources.Select(Describe)],
            Alarms = [.. alarms.Current.Select(alarm => ConsoleText.Clean(alarm.Text))],
        };
    }

    private async ValueTask ReadQueueAsync(CancellationToken cancellationToken)
    {
        var counts = await queue.CountAsync(cancellationToken);
        waitingCount = counts.GetValueOrDefault(UtteranceState.Queued) + counts.GetValueOrDefault(UtteranceState.Synthesizing);
        heldCount = counts.GetValueOrDefault(UtteranceState.Held);
        var ahead = await queue.ListAsync(new UtteranceQuery(UtteranceState.Synthesizing, MaxWaiting), cancellationToken);
        var next = await queue.PeekAsync(MaxWaiting, cancellationToken);
        waiting = [.. ahead.Reverse().Concat(next).Take(MaxWaiting).Select(one => $"{ConsoleHistory.WhoAndWhat(one)}: {ConsoleHistory.TextOf(one)}")];
    }

    private NowSpeaking? Now() => nowPlaying.Cue is { } cue
        ? new NowSpeaking(ConsoleHistory.WhoAndWhat(cue.Utterance), ConsoleHistory.TextOf(cue.Utterance), nowPlaying.Heard, cue.IsComplete ? cue.Duration : null)
        : null;

    private static string Describe(IEventSource source)
    {
        var health = source.Health;
        var detail = health.Detail.Length > 0 ? $": {health.Detail}" : "";
        return ConsoleText.Clean($"{source.Name} {health.State.ToString().ToLowerInvariant()}{detail}");
    }
}
