using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Api;

internal static partial class Log
{
    [LoggerMessage(EventIds.Api + 0, LogLevel.Information, "HTTP server listens on {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(EventIds.Api + 1, LogLevel.Warning, "HTTP {Method} refused: {Problem}")]
    public static partial void Refused(ILogger logger, string method, string problem);

    [LoggerMessage(EventIds.Api + 2, LogLevel.Debug, "HTTP {Method}: the client left before the answer")]
    public static partial void ClientLeft(ILogger logger, string method);

    [LoggerMessage(EventIds.Api + 3, LogLevel.Error, "HTTP request failed: the queue cannot be used")]
    public static partial void QueueUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(EventIds.Api + 4, LogLevel.Error, "HTTP {Method} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string method);

    [LoggerMessage(EventIds.Api + 5, LogLevel.Debug, "Event stream opened after {Sequence}; {Open} open")]
    public static partial void StreamOpened(ILogger logger, long? sequence, int open);

    [LoggerMessage(EventIds.Api + 6, LogLevel.Warning, "The address file {File} could not be written; console commands will not find this worker: {Problem}")]
    public static partial void AddressNotWritten(ILogger logger, string file, string problem);

    [LoggerMessage(EventIds.Api + 7, LogLevel.Debug, "Event stream closed")]
    public static partial void StreamClosed(ILogger logger);

    [LoggerMessage(EventIds.Api + 99, LogLevel.Warning, "What the event streams tell of the state could not be read; it is tried again")]
    public static partial void StateUnknown(ILogger logger, Exception exception);
}
