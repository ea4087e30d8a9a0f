using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Synthesis;

internal static partial class Log
{
    [LoggerMessage(110, LogLevel.Trace, "Speaking in {Voice}: {Text}")]
    public static partial void Asked(ILogger logger, string voice, string text);

    [LoggerMessage(111, LogLevel.Debug, "Spoke in {Voice}: {AudioMs:0} ms of audio in {ElapsedMs:0} ms")]
    public static partial void Spoken(ILogger logger, string voice, double audioMs, double elapsedMs);

    [LoggerMessage(112, LogLevel.Debug, "Stopped speaking in {Voice} after {ElapsedMs:0} ms: it was cancelled")]
    public static partial void Cancelled(ILogger logger, string voice, double elapsedMs);

    [LoggerMessage(113, LogLevel.Warning, "Could not speak in {Voice} ({Code}): {Cause}")]
    public static partial void Failed(ILogger logger, string voice, string code, string cause);

    [LoggerMessage(114, LogLevel.Information, "Measured the voice {Voice}: {Lufs} LUFS, in {ElapsedMs:0} ms")]
    public static partial void Calibrated(ILogger logger, string voice, double lufs, double elapsedMs);

    [LoggerMessage(115, LogLevel.Warning, "The loudness of {Voice} could not be measured ({Cause}); it speaks unchanged and is tried again")]
    public static partial void CalibrationFailed(ILogger logger, string voice, string cause, Exception? exception);

    [LoggerMessage(117, LogLevel.Warning, "An engine does not end its measurement of a voice; it is left alone")]
    public static partial void CalibrationLeft(ILogger logger);

    [LoggerMessage(116, LogLevel.Warning, "Loudness:CacheFile {Path} cannot be used: {Cause} Voices are measured again")]
    public static partial void GainFileUnusable(ILogger logger, string path, string cause);

    [LoggerMessage(150, LogLevel.Warning, "{Voice} ({Engine}) failed ({Code}); {NextVoice} ({NextEngine}) speaks in its place")]
    public static partial void NextSpeaks(ILogger logger, string voice, string engine, string code, string nextVoice, string nextEngine);

    [LoggerMessage(151, LogLevel.Error, "{Voice}: the engine {Engine} broke")]
    public static partial void Broke(ILogger logger, string voice, string engine, Exception exception);

    [LoggerMessage(152, LogLevel.Error, "{Voice}: the engine {Engine} does not end although it was told to; it is left alone")]
    public static partial void Hangs(ILogger logger, string voice, string engine);

    [LoggerMessage(153, LogLevel.Information, "The engine {Engine} that was left alone has ended")]
    public static partial void CameBack(ILogger logger, string engine, Exception exception);

    [LoggerMessage(154, LogLevel.Warning, "{Engine} fails again and again and is kept out for {Seconds:0} s; last ({Code}): {Cause}")]
    public static partial void KeptOut(ILogger logger, string engine, double seconds, string code, string cause);

    [LoggerMessage(155, LogLevel.Information, "{Engine} speaks again")]
    public static partial void BackIn(ILogger logger, string engine);
}
