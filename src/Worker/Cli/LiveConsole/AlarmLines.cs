using System.Globalization;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Tells which alarms are new or over since it was asked last. Thread safe.</summary>
internal sealed class AlarmLines(IAlarms alarms, TimeZoneInfo zone, TimeProvider time)
{
    private readonly Lock gate = new();
    private Dictionary<string, Alarm> known = new(StringComparer.Ordinal);

    /// <summary>One line per alarm that was raised, changed or cleared.</summary>
    public IReadOnlyList<ScreenLine> Changes()
    {
        lock (gate)
        {
            var current = alarms.Current.ToDictionary(alarm => alarm.Key, StringComparer.Ordinal);
            var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            var raised = current.Values
                .Where(alarm => !known.TryGetValue(alarm.Key, out var before) || before.Text != alarm.Text)
                .Select(alarm => new ScreenLine($"{now} {"alarm",-12} {ConsoleText.Clean(alarm.Text)}", Tone.Alarm));
            var cleared = known.Values
                .Where(alarm => !current.ContainsKey(alarm.Key))
                .Select(alarm => new ScreenLine($"{now} {"alarm over",-12} {ConsoleText.Clean(alarm.Text)}", Tone.Good));
            ScreenLine[] changes = [.. raised, .. cleared];
            known = current;
            return changes;
        }
    }
}
