using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Api.Keys;

internal static partial class Log
{
    [LoggerMessage(EventIds.Api + 40, LogLevel.Information, "API keys read again: {Count} keys, {Gone} revoked")]
    public static partial void KeysRead(ILogger logger, int count, int gone);

    [LoggerMessage(EventIds.Api + 41, LogLevel.Error, "API keys cannot be used, so none counts: {Problem}")]
    public static partial void KeysNotRead(ILogger logger, string problem);

    [LoggerMessage(EventIds.Api + 42, LogLevel.Warning, "{File} cannot be written; `ishowtts keys list` does not know when keys were used: {Problem}")]
    public static partial void KeyUseNotWritten(ILogger logger, string file, string problem);

    [LoggerMessage(EventIds.Api + 43, LogLevel.Warning, "When keys were used is forgotten: {Problem}")]
    public static partial void KeyUseNotRead(ILogger logger, string problem);

    [LoggerMessage(EventIds.Api + 44, LogLevel.Debug, "HTTP {Method} refused: {Problem}")]
    public static partial void RefusedAgain(ILogger logger, string method, string problem);

    [LoggerMessage(EventIds.Api + 45, LogLevel.Warning, "{File} cannot be used, so dashboards must sign in again: {Problem}")]
    public static partial void SessionsNotRead(ILogger logger, string file, string problem);

    [LoggerMessage(EventIds.Api + 46, LogLevel.Warning, "{File} cannot be written, so dashboards must sign in again after a restart: {Problem}")]
    public static partial void SessionsNotWritten(ILogger logger, string file, string problem);

    [LoggerMessage(EventIds.Api + 47, LogLevel.Warning, "API keys cannot be read now, so those that were known count on, and it is tried again: {Problem}")]
    public static partial void KeysNotReadYet(ILogger logger, string problem);
}
