using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.F5.Reference;

/// <summary>Log messages of reference clips, 148.</summary>
internal static partial class Log
{
    [LoggerMessage(148, LogLevel.Information, "Reference clip {Path}: {Seconds:F1} s of its {SourceSeconds:F1} s are imitated, level {Rms:F3}.")]
    public static partial void ClipPrepared(ILogger logger, string path, double seconds, double sourceSeconds, float rms);
}
