using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Api.Speech;

internal static partial class Log
{
    [LoggerMessage(EventIds.RawSpeech + 0, LogLevel.Warning, "A request for audio failed: {Code}")]
    public static partial void Failed(ILogger logger, string code);

    [LoggerMessage(EventIds.RawSpeech + 1, LogLevel.Warning, "An answer with audio ended early: {Problem}")]
    public static partial void Cut(ILogger logger, string problem);
}
