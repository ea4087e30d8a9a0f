using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.F5;

internal static partial class Log
{
    [LoggerMessage(140, LogLevel.Warning, "Part {Index} of a text is made again with another seed ({Code}): {Cause}")]
    public static partial void TriedAgain(ILogger logger, int index, string code, string cause);

    [LoggerMessage(141, LogLevel.Information, "F5 model {Name} ({Precision}) is loaded from {Folder}")]
    public static partial void ModelLoaded(ILogger logger, string name, string precision, string folder);

    [LoggerMessage(142, LogLevel.Debug, "The clip {Clip} is prepared: {Seconds:0.0} s of speech, in {ElapsedMs:0} ms")]
    public static partial void ClipPrepared(ILogger logger, string clip, double seconds, double elapsedMs);

    [LoggerMessage(143, LogLevel.Debug, "A text in {Voice} is spoken in {Count} parts, the first of {FirstSeconds:0.0} s")]
    public static partial void Planned(ILogger logger, string voice, int count, double firstSeconds);

    [LoggerMessage(144, LogLevel.Warning, "F5-TTS does not end the work that was cancelled; it is left alone")]
    public static partial void Hangs(ILogger logger);
}
