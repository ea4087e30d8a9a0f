using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Playout;

/// <summary>Tells how the sinks of the player are; what is wrong with one is its alarm.</summary>
internal sealed class SinkSetReports(SinkSet sinks, IAlarms alarms) : ISinkReports
{
    /// <inheritdoc/>
    public IReadOnlyList<SinkReport> Sinks
    {
        get
        {
            var standing = alarms.Current;
            return [.. sinks.Pumps.Select(pump => new SinkReport(pump.Name, pump.IsOpen, standing.FirstOrDefault(alarm => alarm.Key == $"sink:{pump.Name}")?.Text ?? ""))];
        }
    }
}
