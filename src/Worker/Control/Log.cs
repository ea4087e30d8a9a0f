using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Control;

/// <summary>Log messages of steering.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.Control + 1, LogLevel.Warning, "What waits for approval could not be looked at; it is tried again")]
    public static partial void HeldNotDecided(ILogger logger, Exception exception);
}
