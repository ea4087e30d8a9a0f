using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.Onnx;

internal static partial class Log
{
    [LoggerMessage(130, LogLevel.Information, "{Name} loaded in {Milliseconds:0} ms")]
    public static partial void Loaded(ILogger logger, string name, double milliseconds);

    [LoggerMessage(131, LogLevel.Information, "{Name} unloaded after {Minutes:0.#} minutes without use")]
    public static partial void Unloaded(ILogger logger, string name, double minutes);

    [LoggerMessage(132, LogLevel.Warning, "{Name} failed while it was kept warm; it is loaded anew at its next use")]
    public static partial void TouchFailed(ILogger logger, Exception exception, string name);

    [LoggerMessage(133, LogLevel.Information, "ONNX Runtime {Version} runs on {Provider}, {Threads} threads")]
    public static partial void Started(ILogger logger, string version, string provider, int threads);

    [LoggerMessage(134, LogLevel.Information, "{Provider} is not used: {Reason}")]
    public static partial void PassedOver(ILogger logger, string provider, string reason);

    [LoggerMessage(135, LogLevel.Error, "{Problem}")]
    public static partial void Unusable(ILogger logger, string problem);

    [LoggerMessage(136, LogLevel.Information, "ONNX Runtime: {Message} ({Category})")]
    public static partial void NativeWarning(ILogger logger, string message, string category);

    [LoggerMessage(137, LogLevel.Warning, "ONNX Runtime: {Message} ({Category})")]
    public static partial void NativeError(ILogger logger, string message, string category);

    [LoggerMessage(138, LogLevel.Debug, "Opened {Purpose}: {File} in {Milliseconds:0} ms")]
    public static partial void Opened(ILogger logger, string purpose, string file, double milliseconds);
}
