using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Control;

internal static partial class Log
{
    [LoggerMessage(EventIds.Control + 1, LogLevel.Information, "{Actor} via {Via}: {Action} {Target}: {Outcome}")]
    public static partial void Steered(ILogger logger, string actor, string via, string action, string? target, string outcome);
}
