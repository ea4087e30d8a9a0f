using System.Globalization;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Lays a snapshot out on a terminal. Pure: the same snapshot and size give the same lines.</summary>
internal static class ConsoleScreen
{
    private const int MaxWaiting = 5;
    private const int MaxAlarms = 4;
    private const int MaxNowLines = 3;
    private const int MaxSourceLines = 3;
    private const int BarCells = 30;

    /// <summary>Composes the screen.</summary>
    /// <param name="snapshot">What to show; its texts are clean.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Lines there are; the history takes what the rest leaves, at least one line.</param>
    /// <param name="zone">Zone of the times shown.</param>
    /// <returns>Lines, each within the width.</returns>
    public static IReadOnlyList<ScreenLine> Compose(ConsoleSnapshot snapshot, int width, int height, TimeZoneInfo zone)
    {
        var lines = new List<ScreenLine>();
        AddState(lines, snapshot, width);
        AddAlarms(lines, snapshot, width);
        AddNow(lines, snapshot, width);
        AddWaiting(lines, snapshot, width);
        AddAnswers(lines, snapshot, width, zone);
        AddHistory(lines, snapshot, width, Math.Max(1, height - lines.Count - 2), zone);
        return lines;
    }

    /// <summary>What is spoken at the moment, in words.</summary>
    public static string StateOf(bool isEnabled, bool isPaused, SpeechMode speechMode)
    {
        var state = (isEnabled, isPaused) switch
        {
            (false, _) => "OFF: nothing new is taken in",
            (_, true) => "PAUSED: nothing is heard, everything waits",
            _ => "on",
        };
        var mode = speechMode switch
        {
            SpeechMode.Command => "chat on request, and everything paid",
            SpeechMode.Paid => "paid messages only",
            _ => "all chat",
        };
        return $"{state} - {mode}";
    }

    private static void AddState(List<ScreenLine> lines, ConsoleSnapshot snapshot, int width)
    {
        lines.Add(Line($"iShowTTS {StateOf(snapshot.IsEnabled, snapshot.IsPaused, snapshot.Mode)} - Ctrl+C ends it", Tone.Heading, width));
        // Wrapped: a line may hold an address that a person has to copy.
        lines.AddRange(snapshot.Sources.SelectMany(source => ConsoleText.Wrap(source, width, MaxSourceLines)).Select(text => new ScreenLine(text, Tone.Faint)));
    }

    private static void AddAlarms(List<ScreenLine> lines, ConsoleSnapshot snapshot, int width)
    {
        lines.AddRange(snapshot.Alarms.Take(MaxAlarms).SelectMany(alarm => ConsoleText.Wrap($"! {alarm}", width, 2)).Select(text => new ScreenLine(text, Tone.Alarm)));
        if (snapshot.Alarms.Count > MaxAlarms)
        {
            lines.Add(Line($"! and {snapshot.Alarms.Count - MaxAlarms} more; see ./run.sh doctor", Tone.Alarm, width));
        }
    }

    private static void AddNow(List<ScreenLine> lines, ConsoleSnapshot snapshot, int width)
    {
        lines.Add(Line("Now speaking", Tone.Heading, width));
        if (snapshot.Now is not { } now)
        {
            lines.Add(Line("  silence", Tone.Faint, width));
            return;
        }

        lines.Add(Line($"  {now.Who}", Tone.Good, width));
        lines.AddRange(ConsoleText.Wrap(now.Text, Math.Max(1, width - 2), MaxNowLines).Select(text => Line("  " + text, Tone.Plain, width)));
        lines.Add(Line("  " + Bar(now), Tone.Good, width));
    }

    private static void AddWaiting(List<ScreenLine> lines, ConsoleSnapshot snapshot, int width)
    {
        var held = snapshot.HeldCount > 0 ? $", {snapshot.HeldCount} for approval" : "";
        lines.Add(Line($"Waiting: {snapshot.WaitingCount}{held}", Tone.Heading, width));
        lines.AddRange(snapshot.Waiting.Take(MaxWaiting).Select(text => Line("  " + text, Tone.Plain, width)));
    }

    private static void AddAnswers(List<ScreenLine> lines, ConsoleSnapshot snapshot, int width, TimeZoneInfo zone)
    {
        if (snapshot.Answers.Count > 0)
        {
            lines.Add(Line("Answers to chat commands", Tone.Heading, width));
            lines.AddRange(snapshot.Answers.Select(answer => Line($"  {Clock(answer.At, zone)} {answer.Who}: {answer.Text}", Tone.Plain, width)));
        }
    }

    private static void AddHistory(List<ScreenLine> lines, ConsoleSnapshot snapshot, int width, int room, TimeZoneInfo zone)
    {
        lines.Add(Line($"Heard: {snapshot.HeardCount}, not heard: {snapshot.NotHeardCount}", Tone.Heading, width));
        lines.AddRange(snapshot.History.Take(room).Select(entry => Entry(entry, width, zone)));
    }

    private static ScreenLine Entry(HistoryEntry entry, int width, TimeZoneInfo zone)
    {
        var mark = entry.IsHeard ? "heard    " : "not heard";
        // The reason must be readable: the viewer's words give way to it.
        var why = entry.Why.Length == 0 ? "" : $" - {entry.Why}";
        var start = $"  {Clock(entry.At, zone)} {mark} ";
        var room = Math.Max(12, width - ConsoleText.Width(start) - ConsoleText.Width(why));
        return Line($"{start}{ConsoleText.Fit($"{entry.Who}: {entry.Text}", room)}{why}", entry.IsHeard ? Tone.Good : Tone.Bad, width);
    }

    private static string Bar(NowSpeaking now)
    {
        if (now.Total is not { } total || total <= TimeSpan.Zero)
        {
            return $"{Seconds(now.Heard)} s";
        }

        var filled = (int)Math.Clamp(now.Heard / total * BarCells, 0, BarCells);
        return $"[{new string('#', filled)}{new string('-', BarCells - filled)}] {Seconds(now.Heard)} of {Seconds(total)} s";
    }

    private static string Clock(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);

    private static ScreenLine Line(string text, Tone tone, int width) => new(ConsoleText.Fit(text, width), tone);
}
