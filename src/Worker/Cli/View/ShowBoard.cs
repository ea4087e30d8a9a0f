using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Cli.View;

/// <summary>One line of what happened.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What kind of line.</param>
/// <param name="Text">The line, cleaned for a terminal.</param>
internal sealed record ShowLine(DateTimeOffset At, ShowLineKind Kind, string Text);

/// <summary>What kind of line.</summary>
internal enum ShowLineKind
{
    /// <summary>From the worker to the person.</summary>
    Info,

    /// <summary>Somebody is heard now.</summary>
    Speaking,

    /// <summary>It was heard to its end.</summary>
    Heard,

    /// <summary>It was not, and why.</summary>
    NotHeard,

    /// <summary>It was not meant for speech, and why.</summary>
    Ignored,

    /// <summary>A warning.</summary>
    Warning,
}

/// <summary>What the live view shows, fed by the worker. Bounded; thread safe.</summary>
internal sealed class ShowBoard(TimeProvider time)
{
    private const int MaxLines = 200;
    private readonly Lock gate = new();
    private readonly Queue<ShowLine> lines = [];
    private Utterance? speaking;

    /// <summary>Told after each new line.</summary>
    public event Action<ShowLine>? Added;

    /// <summary>Who is heard now; null when silent.</summary>
    public Utterance? Speaking
    {
        get
        {
            lock (gate)
            {
                return speaking;
            }
        }
    }

    /// <summary>The newest lines, oldest first.</summary>
    public IReadOnlyList<ShowLine> Newest(int count)
    {
        lock (gate)
        {
            return [.. lines.Skip(Math.Max(0, lines.Count - count))];
        }
    }

    /// <summary>Says something to the person.</summary>
    public void Say(string text, ShowLineKind kind = ShowLineKind.Info)
    {
        var line = new ShowLine(time.GetUtcNow(), kind, ConsoleText.Clean(text));
        lock (gate)
        {
            lines.Enqueue(line);
            if (lines.Count > MaxLines)
            {
                lines.Dequeue();
            }
        }

        Added?.Invoke(line);
    }

    /// <summary>Shows a transition of an utterance.</summary>
    public void Show(UtteranceTransition transition)
    {
        var utterance = transition.Utterance;
        lock (gate)
        {
            speaking = utterance.State == UtteranceState.Playing ? utterance : speaking?.Id == utterance.Id ? null : speaking;
        }

        var who = $"{utterance.Viewer.DisplayName}: ";
        switch (utterance.State)
        {
            case UtteranceState.Playing:
                Say(utterance.SpokenText, ShowLineKind.Speaking);
                break;
            case UtteranceState.Heard:
                Say(who + utterance.OriginalText + (utterance.Timings.AudioMs is { } audio ? FormattableString.Invariant($" ({audio / 1000:0.0} s)") : ""), ShowLineKind.Heard);
                break;
            case UtteranceState.Held:
                Say($"{who}{utterance.OriginalText} – waits for approval ({utterance.Id})", ShowLineKind.Info);
                break;
            case UtteranceState.Rejected or UtteranceState.Skipped or UtteranceState.Cancelled or UtteranceState.Failed or UtteranceState.Expired:
                Say($"{who}{utterance.OriginalText} – {ReasonTexts.For(utterance.Reason)}", ShowLineKind.NotHeard);
                break;
            default:
                break;
        }
    }
}
