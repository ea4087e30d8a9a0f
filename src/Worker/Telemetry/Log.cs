namespace IShowTts.Worker.Telemetry;

internal static partial class Log
{
    [LoggerMessage(EventIds.Host + 1, LogLevel.Warning, "Alarm {Key}: {Text}")]
    public static partial void Raised(ILogger logger, string key, string text);

    [LoggerMessage(EventIds.Host + 2, LogLevel.Information, "Alarm {Key} is over")]
    public static partial void Cleared(ILogger logger, string key);
}
