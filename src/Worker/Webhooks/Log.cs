using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Webhooks;

internal static partial class Log
{
    [LoggerMessage(EventIds.Webhooks + 0, LogLevel.Information, "Webhooks are received on {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(EventIds.Webhooks + 1, LogLevel.Debug, "Webhook of {Source}: {Outcome}")]
    public static partial void Answered(ILogger logger, string source, string outcome);

    [LoggerMessage(EventIds.Webhooks + 2, LogLevel.Debug, "Webhook of {Source}: the sender left before the answer")]
    public static partial void SenderLeft(ILogger logger, string source);

    [LoggerMessage(EventIds.Webhooks + 3, LogLevel.Error, "Webhook of {Source} failed: {Error}")]
    public static partial void Failed(ILogger logger, string source, string error);
}
