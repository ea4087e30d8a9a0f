using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Espeak;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "eSpeak NG reads {Folder}: {Voices} voices, {SampleRate} Hz")]
    public static partial void Started(ILogger logger, string folder, int voices, int sampleRate);
}
