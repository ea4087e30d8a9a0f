using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Speaking;

internal static partial class Log
{
    [LoggerMessage(EventIds.Speaking + 1, LogLevel.Debug, "Utterance {Id} is synthesized: first chunk after {TtfaMs:F0} ms, {AudioMs:F0} ms of audio in {SynthMs:F0} ms")]
    public static partial void Synthesized(ILogger logger, string id, double ttfaMs, double audioMs, double synthMs);

    [LoggerMessage(EventIds.Speaking + 2, LogLevel.Warning, "Utterance {Id} is set aside: {Code}, {Detail}")]
    public static partial void SetAside(ILogger logger, string id, string code, string? detail);

    [LoggerMessage(EventIds.Speaking + 3, LogLevel.Error, "The engine broke on utterance {Id}")]
    public static partial void EngineBroke(ILogger logger, string id, Exception exception);

    [LoggerMessage(EventIds.Speaking + 4, LogLevel.Error, "The queue cannot be read or written; trying again in a second")]
    public static partial void QueueBroke(ILogger logger, Exception exception);

    [LoggerMessage(EventIds.Speaking + 5, LogLevel.Warning, "The default voice could not be warmed up")]
    public static partial void WarmUpFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventIds.Speaking + 6, LogLevel.Warning, "Voices: {Problem}")]
    public static partial void VoiceProblem(ILogger logger, string problem);
}
