using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Cli.LiveConsole;

internal static partial class Log
{
    [LoggerMessage(EventIds.LiveConsole + 1, LogLevel.Error, "The console view ended; speaking goes on")]
    public static partial void Ended(ILogger logger, Exception cause);
}
