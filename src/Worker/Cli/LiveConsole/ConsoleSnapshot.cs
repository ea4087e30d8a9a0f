using IShowTts.Worker.Control;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Everything the view shows, at one moment.</summary>
internal sealed record ConsoleSnapshot
{
    /// <summary>Speech is on.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Playing is on hold.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Which chat is spoken.</summary>
    public SpeechMode Mode { get; init; }

    /// <summary>What is heard now; null when silent.</summary>
    public NowSpeaking? Now { get; init; }

    /// <summary>The next ones, in order, clean; may be fewer than <see cref="WaitingCount"/>.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];

    /// <summary>How many wait.</summary>
    public int WaitingCount { get; init; }

    /// <summary>How many wait for approval.</summary>
    public int HeldCount { get; init; }

    /// <summary>The last answers to chat commands, oldest first.</summary>
    public IReadOnlyList<AnswerEntry> Answers { get; init; } = [];

    /// <summary>What was heard or not, newest first.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>Heard since the start.</summary>
    public int HeardCount { get; init; }

    /// <summary>Not heard since the start.</summary>
    public int NotHeardCount { get; init; }

    /// <summary>Each source and how it is, clean.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>What is wrong now, clean.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];
}
