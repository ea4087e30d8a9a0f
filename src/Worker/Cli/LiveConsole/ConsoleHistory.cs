using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>The last messages that were heard or not, newest first. Thread safe, bounded.</summary>
/// <param name="capacity">Most entries kept.</param>
internal sealed class ConsoleHistory(int capacity)
{
    private readonly Lock gate = new();
    private readonly LinkedList<HistoryEntry> entries = [];
    private int heard;
    private int notHeard;

    /// <summary>Heard since the start.</summary>
    public int HeardCount => Volatile.Read(ref heard);

    /// <summary>Not heard since the start.</summary>
    public int NotHeardCount => Volatile.Read(ref notHeard);

    /// <summary>The entries, newest first.</summary>
    public IReadOnlyList<HistoryEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries];
            }
        }
    }

    /// <summary>Takes in a transition; only an end makes an entry.</summary>
    public void Add(UtteranceTransition transition)
    {
        var utterance = transition.Utterance;
        if (utterance.State < UtteranceState.Heard || transition.From == utterance.State)
        {
            return;
        }

        var isHeard = utterance.State == UtteranceState.Heard;
        var why = isHeard && utterance.Reason?.Code is null or ReasonCodes.Finished ? "" : ReasonTexts.For(utterance.Reason);
        Add(new HistoryEntry(transition.At, isHeard, NameOf(utterance.Viewer) + TestMark(utterance), TextOf(utterance), ConsoleText.Clean(why)));
    }

    /// <summary>Takes in an entry.</summary>
    public void Add(HistoryEntry entry)
    {
        lock (gate)
        {
            entries.AddFirst(entry);
            if (entries.Count > capacity)
            {
                entries.RemoveLast();
            }

            heard += entry.IsHeard ? 1 : 0;
            notHeard += entry.IsHeard ? 0 : 1;
        }
    }

    /// <summary>A viewer's name for a terminal.</summary>
    public static string NameOf(Viewer viewer) => ConsoleText.Fit(ConsoleText.Clean(viewer.DisplayName), 24);

    /// <summary>An utterance's words for a terminal: what is said, else what was typed.</summary>
    public static string TextOf(Utterance utterance) =>
        ConsoleText.Clean(utterance.SpokenText.Length > 0 ? utterance.SpokenText : utterance.OriginalText);

    /// <summary>Says that no money came: for the test button of a donation service.</summary>
    public static string TestMark(Utterance utterance) => utterance.IsTest ? " (test)" : "";

    /// <summary>Who and what: the name, the kind when it is not plain chat, the amount.</summary>
    public static string WhoAndWhat(Utterance utterance)
    {
        var kind = utterance.Kind == UtteranceKind.Chat ? "" : $", {utterance.Kind.ToString().ToLowerInvariant()}";
        var amount = utterance.Amount is { } given ? $", {ConsoleText.Clean(AmountText.Show(given))}" : "";
        return $"{NameOf(utterance.Viewer)}{kind}{amount}{TestMark(utterance)}";
    }
}
