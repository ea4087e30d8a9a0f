using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.BrowserSource;

internal static partial class Log
{
    [LoggerMessage(EventIds.BrowserSource + 1, LogLevel.Information, "Overlay page {Page} of {Sink} is connected")]
    public static partial void PageCame(ILogger logger, int page, string sink);

    [LoggerMessage(EventIds.BrowserSource + 2, LogLevel.Information, "Overlay page {Page} of {Sink} left: {Reason}")]
    public static partial void PageLeft(ILogger logger, int page, string sink, string reason);

    [LoggerMessage(EventIds.BrowserSource + 3, LogLevel.Debug, "Overlay page {Page}: the connection broke: {Problem}")]
    public static partial void ConnectionBroke(ILogger logger, int page, string problem);

    [LoggerMessage(EventIds.BrowserSource + 4, LogLevel.Information, "{Sink}: page {Page} counts now")]
    public static partial void PageCounts(ILogger logger, string sink, int page);

    [LoggerMessage(EventIds.BrowserSource + 5, LogLevel.Debug, "{Sink}: page {Page} began to play utterance {Id}")]
    public static partial void UtteranceStarted(ILogger logger, string sink, int page, string id);

    [LoggerMessage(EventIds.BrowserSource + 6, LogLevel.Debug, "{Sink}: page {Page} ended utterance {Id} after {PlayedMs:F0} ms")]
    public static partial void UtteranceEnded(ILogger logger, string sink, int page, string id, double playedMs);

    [LoggerMessage(EventIds.BrowserSource + 7, LogLevel.Warning, "{Sink}: page {Page} did not acknowledge for {Milliseconds} ms; it is sent away")]
    public static partial void NotAcknowledged(ILogger logger, string sink, int page, int milliseconds);

    [LoggerMessage(EventIds.BrowserSource + 8, LogLevel.Warning, "A page was refused the overlay's socket: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(EventIds.BrowserSource + 9, LogLevel.Information, "{Sink}: page {Page} had nothing to play while more was there; {AheadMs:F0} ms are sent ahead now")]
    public static partial void Gap(ILogger logger, string sink, int page, double aheadMs);
}
