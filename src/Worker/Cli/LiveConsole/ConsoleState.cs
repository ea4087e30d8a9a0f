using System.Collections.Immutable;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
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
    TimeProvider time,
    IOptions<LiveConsoleOptions> options,
    AudioSinkFactory? audio = null) : IIntakeObserver, ICommandObserver
{
    private const int MaxWaiting = 5;
    private const int MaxAnswers = 3;
    private readonly ConsoleHistory history = new(options.Value.HistoryLines);
    private int isStale = 1;
    private IReadOnlyList<string> waiting = [];
    private int waitingCount;
    private int heldCount;
    private string broken = "";
    private ImmutableList<AnswerEntry> answers = [];

    /// <summary>Told of a message that is not meant for speech and so leaves no utterance behind.</summary>
    public event Action<HistoryEntry>? Ignored;

    /// <summary>Told of an answer to a chat command.</summary>
    public event Action<AnswerEntry>? CommandAnswered;

    /// <summary>How to reach the sound server that the worker had to start; null when there was one.</summary>
    public string? OwnServer => audio?.OwnServerAddress is { } address
        ? $"No sound server ran, so one was started: write PULSE_SERVER={ConsoleText.Clean(address)} before pactl and the like"
        : null;

    /// <summary>What is not as usual since the last run: paused, off, or another mode; null when all chat is spoken.</summary>
    public string? Unusual => gate.IsEnabled && !nowPlaying.IsPaused && gate.Mode == SpeechMode.All
        ? null
        : $"As it was left: {ConsoleScreen.StateOf(gate.IsEnabled, nowPlaying.IsPaused, gate.Mode)} (!tts resume, on, mode all; or ./run.sh queue resume)";

    /// <inheritdoc/>
    public void Decided(StreamEvent streamEvent, FilterVerdict verdict)
    {
        if (streamEvent is MessageEvent message && verdict is { Verdict: Verdict.Ignore, Code: not ReasonCodes.NotAMessage })
        {
            var why = ReasonTexts.For(new StateReason(verdict.Code, verdict.Rule, verdict.Detail));
            var entry = new HistoryEntry(
                time.GetUtcNow(), false, ConsoleHistory.NameOf(message.Viewer), ConsoleText.Clean(message.Message.Text), ConsoleText.Clean(why));
            history.Add(entry);
            Ignored?.Invoke(entry);
        }
    }

    /// <inheritdoc/>
    public void Answered(Viewer viewer, string reply)
    {
        var entry = new AnswerEntry(time.GetUtcNow(), ConsoleHistory.NameOf(viewer), ConsoleText.Clean(reply));
        ImmutableInterlocked.Update(ref answers, static (known, added) => (known.Count < MaxAnswers ? known : known.RemoveAt(0)).Add(added), entry);
        CommandAnswered?.Invoke(entry);
    }

    /// <summary>Takes in a transition.</summary>
    public void Add(UtteranceTransition transition)
    {
        history.Add(transition);
        Volatile.Write(ref isStale, 1);
    }

    /// <summary>Everything as it is now.</summary>
    public async ValueTask<ConsoleSnapshot> TakeAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isStale, 0) == 1)
        {
            await ReadQueueAsync(cancellationToken);
        }

        string[] wrong = broken.Length > 0 ? [broken] : [];
        return new ConsoleSnapshot
        {
            IsEnabled = gate.IsEnabled,
            IsPaused = nowPlaying.IsPaused,
            Mode = gate.Mode,
            Now = Now(),
            Waiting = waiting,
            WaitingCount = waitingCount,
            HeldCount = heldCount,
            Answers = answers,
            History = history.Entries,
            HeardCount = history.HeardCount,
            NotHeardCount = history.NotHeardCount,
            Sources = OwnServer is { } server ? [.. sources.Select(Describe), server] : [.. sources.Select(Describe)],
            Alarms = [.. alarms.Current.Select(alarm => alarm.Text).Concat(wrong).Distinct().Select(ConsoleText.Clean)],
        };
    }

    private async ValueTask ReadQueueAsync(CancellationToken cancellationToken)
    {
        try
        {
            var counts = await queue.CountAsync(cancellationToken);
            var ahead = await queue.ListAsync(new UtteranceQuery(UtteranceState.Synthesizing, MaxWaiting), cancellationToken);
            var next = await queue.PeekAsync(MaxWaiting, cancellationToken);
            waitingCount = counts.GetValueOrDefault(UtteranceState.Queued) + counts.GetValueOrDefault(UtteranceState.Synthesizing);
            heldCount = counts.GetValueOrDefault(UtteranceState.Held);
            waiting = [.. ahead.Reverse().Concat(next).Take(MaxWaiting).Select(one => $"{ConsoleHistory.WhoAndWhat(one)}: {ConsoleHistory.TextOf(one)}")];
            broken = "";
        }
        catch (QueueStoreException e)
        {
            // Shown as an alarm; asked again with the next redraw.
            broken = e.Message;
            Volatile.Write(ref isStale, 1);
        }
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
