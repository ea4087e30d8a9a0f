using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Hosting.Configuration;

internal static partial class Log
{
    [LoggerMessage(EventIds.Host + 20, LogLevel.Error, "The edited configuration is not used, the old values stay: {Error}")]
    public static partial void BadEdit(ILogger logger, string error);

    [LoggerMessage(EventIds.Host + 21, LogLevel.Information, "Configuration key {Key} changed and is in force")]
    public static partial void Changed(ILogger logger, string key);

    [LoggerMessage(EventIds.Host + 22, LogLevel.Warning, "Configuration key {Key} changed; it takes effect when the worker is started again")]
    public static partial void ChangedAfterRestart(ILogger logger, string key);

    [LoggerMessage(EventIds.Host + 23, LogLevel.Debug, "Watching the configuration file has ended")]
    public static partial void ReloadStopped(ILogger logger);
}
