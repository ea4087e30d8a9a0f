namespace IShowTts.Worker.Telemetry;

/// <summary>What is wrong now. Thread safe.</summary>
internal interface IAlarms
{
    /// <summary>Alarms that stand, oldest first.</summary>
    IReadOnlyList<Alarm> Current { get; }

    /// <summary>Told after an alarm was raised, changed or cleared.</summary>
    event Action? Changed;
}
