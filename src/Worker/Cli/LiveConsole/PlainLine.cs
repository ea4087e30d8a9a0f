using System.Globalization;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>One line per transition, for pipes, logs and services.</summary>
internal static class PlainLine
{
    /// <summary>The line of a transition.</summary>
    /// <param name="transition">What happened.</param>
    /// <param name="zone">Zone of the time shown.</param>
    /// <returns>One clean line; null when the state did not change (only words or measurements did).</returns>
    public static string? For(UtteranceTransition transition, TimeZoneInfo zone)
    {
        var utterance = transition.Utterance;
        if (transition.From == utterance.State && utterance.Reason?.Code != ReasonCodes.Merged)
        {
            return null;
        }

        var why = utterance.Reason is { Code: not (ReasonCodes.Finished or ReasonCodes.Accepted) } reason ? $" - {ConsoleText.Clean(ReasonTexts.For(reason))}" : "";
        var first = utterance is { State: UtteranceState.Heard, Timings.TtfaMs: { } ttfa } ? string.Create(CultureInfo.InvariantCulture, $" (first sound after {ttfa:0} ms)") : "";
        var handle = utterance.State == UtteranceState.Held ? $" #{utterance.Handle()}" : "";
        var state = utterance.State.ToString().ToLowerInvariant();
        return $"{Time(transition.At, zone)} {state,-12} {ConsoleHistory.WhoAndWhat(utterance)}: {ConsoleHistory.TextOf(utterance)}{first}{why}{handle}";
    }

    /// <summary>The line of a message that left no utterance behind.</summary>
    public static string For(HistoryEntry entry, TimeZoneInfo zone) => $"{Time(entry.At, zone)} {"ignored",-12} {entry.Who}: {entry.Text} - {entry.Why}";

    /// <summary>The line of an answer to a chat command.</summary>
    public static string For(AnswerEntry entry, TimeZoneInfo zone) => $"{Time(entry.At, zone)} {"answered",-12} {entry.Who}: {entry.Text}";

    private static string Time(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
