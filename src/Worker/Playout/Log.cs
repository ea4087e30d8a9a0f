using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Playout;

internal static partial class Log
{
    [LoggerMessage(EventIds.Playout + 1, LogLevel.Information, "Sink {Sink} is open")]
    public static partial void SinkOpened(ILogger logger, string sink);

    [LoggerMessage(EventIds.Playout + 2, LogLevel.Debug, "Sink {Sink} was stopped")]
    public static partial void SinkStopped(ILogger logger, string sink);

    [LoggerMessage(EventIds.Playout + 3, LogLevel.Debug, "Utterance {Id} starts to play")]
    public static partial void Playing(ILogger logger, string id);

    [LoggerMessage(EventIds.Playout + 4, LogLevel.Debug, "Utterance {Id} ended as {State} after {HeardMs:F0} ms heard")]
    public static partial void Ended(ILogger logger, string id, string state, double heardMs);

    [LoggerMessage(EventIds.Playout + 5, LogLevel.Error, "Utterance {Id} could not be played")]
    public static partial void Failed(ILogger logger, string id, Exception exception);

    [LoggerMessage(EventIds.Playout + 6, LogLevel.Warning, "Sink {Sink} takes no audio in time; it is left behind until it answers")]
    public static partial void SinkLeftBehind(ILogger logger, string sink);

    [LoggerMessage(EventIds.Playout + 7, LogLevel.Warning, "The state of utterance {Id} could not be stored; trying again")]
    public static partial void NotStored(ILogger logger, string id, Exception exception);

    [LoggerMessage(EventIds.Playout + 8, LogLevel.Information, "From now on utterances are heard by {Sink}")]
    public static partial void AnotherSinkCounts(ILogger logger, string sink);
}
