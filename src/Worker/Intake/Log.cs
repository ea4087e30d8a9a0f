using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Intake;

internal static partial class Log
{
    [LoggerMessage(EventIds.Intake + 1, LogLevel.Debug, "Event {Kind} {EventId} from {Source}: {Verdict}, {Code} {Rule}")]
    public static partial void Decided(ILogger logger, string kind, string eventId, string source, string verdict, string code, string? rule);

    [LoggerMessage(EventIds.Intake + 2, LogLevel.Information, "{Kind} {EventId}: {Hit} utterances taken back")]
    public static partial void Moderated(ILogger logger, string kind, string eventId, int hit);

    [LoggerMessage(EventIds.Intake + 3, LogLevel.Error, "Event {Kind} {EventId} from {Source} was dropped")]
    public static partial void Dropped(ILogger logger, string kind, string eventId, string source, Exception exception);

    [LoggerMessage(EventIds.Intake + 4, LogLevel.Error, "Source {Source} ended with an error; it is started again")]
    public static partial void SourceBroke(ILogger logger, string source, Exception exception);

    [LoggerMessage(EventIds.Intake + 5, LogLevel.Warning, "Event {Kind} {EventId} waits: the queue cannot be written")]
    public static partial void QueueBroke(ILogger logger, string kind, string eventId, Exception exception);

    [LoggerMessage(EventIds.Intake + 6, LogLevel.Information, "{Kind} {EventId} is already in the queue")]
    public static partial void AlreadyThere(ILogger logger, string kind, string eventId);

    [LoggerMessage(EventIds.Intake + 7, LogLevel.Error, "Source {Source} failed when told what became of {Kind} {EventId}")]
    public static partial void NotTold(ILogger logger, string source, string kind, string eventId, Exception exception);

    [LoggerMessage(EventIds.Intake + 50, LogLevel.Information, "Intake and filter settings were read again")]
    public static partial void Reloaded(ILogger logger);

    [LoggerMessage(EventIds.Intake + 51, LogLevel.Warning, "Changed settings are not used, the old ones stay: {Mistakes}")]
    public static partial void NotReloaded(ILogger logger, string mistakes);
}
