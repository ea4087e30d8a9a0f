using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Voices;

internal static partial class Log
{
    [LoggerMessage(120, LogLevel.Warning, "The voices file has an error, the voices before stay: {Error}")]
    public static partial void FileError(ILogger logger, string error);

    [LoggerMessage(121, LogLevel.Warning, "The voices of {Engine} cannot be listed: {Cause}")]
    public static partial void EngineUnusable(ILogger logger, string engine, string cause);

    [LoggerMessage(122, LogLevel.Warning, "An uploaded voice cannot be used: {Error}")]
    public static partial void UploadError(ILogger logger, string error);
}
