namespace IShowTts.Worker.Telemetry;

/// <summary>Keeps the alarms that stand. At most one per key, at most 100 keys.</summary>
internal sealed class AlarmBoard(TimeProvider time, ILogger<AlarmBoard> logger) : IAlarms
{
    private const int MaxAlarms = 100;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Alarm> alarms = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public IReadOnlyList<Alarm> Current
    {
        get
        {
            lock (gate)
            {
                return [.. alarms.Values.OrderBy(alarm => alarm.Since)];
            }
        }
    }

    /// <summary>Raises an alarm, or changes the text of one that stands.</summary>
    public void Raise(string key, string text)
    {
        lock (gate)
        {
            if (alarms.TryGetValue(key, out var standing))
            {
                if (standing.Text == text)
                {
                    return;
                }

                alarms[key] = standing with { Text = text };
            }
            else if (alarms.Count < MaxAlarms)
            {
                alarms[key] = new Alarm(key, text, time.GetUtcNow());
            }
        }

        Log.Raised(logger, key, text);
        Changed?.Invoke();
    }

    /// <summary>Clears an alarm; nothing happens when it does not stand.</summary>
    public void Clear(string key)
    {
        lock (gate)
        {
            if (!alarms.Remove(key))
            {
                return;
            }
        }

        Log.Cleared(logger, key);
        Changed?.Invoke();
    }
}
