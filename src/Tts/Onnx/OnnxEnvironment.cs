using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>
/// ONNX Runtime's one environment of the process. What the native library has to say goes to our log, never to standard error: its warnings as information
/// (they are about its own optimizations), its errors as warnings (they come as exceptions too).
/// </summary>
internal static class OnnxEnvironment
{
    private static readonly Lock s_gate = new();
    private static volatile ILogger? s_logger;

    /// <summary>Creates the environment, or finds the one that is there. Thread safe.</summary>
    /// <param name="logger">Told what the native library says from now on; the newest of several.</param>
    /// <exception cref="SynthesisException"><c>engine-missing</c>: the native library is not there or is another version.</exception>
    public static OrtEnv Open(ILogger logger)
    {
        s_logger = logger;
        lock (s_gate)
        {
            try
            {
                if (OrtEnv.IsCreated)
                {
                    return OrtEnv.Instance();
                }

                var options = new EnvironmentCreationOptions
                {
                    logId = "ishowtts",
                    logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING,
                    loggingFunction = Forward,
                };
                return OrtEnv.CreateInstanceWithOptions(ref options);
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
            {
                throw OnnxFailure.LibraryMissing(exception);
            }
        }
    }

    // Called from native threads: nothing may be thrown through them.
    private static void Forward(nint parameter, OrtLoggingLevel severity, string category, string logId, string codeLocation, string message)
    {
        if (s_logger is not { } logger)
        {
            return;
        }

        try
        {
            if (severity >= OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR)
            {
                Log.NativeError(logger, message, category);
            }
            else
            {
                Log.NativeWarning(logger, message, category);
            }
        }
        catch (ObjectDisposedException)
        {
            // The host of this logger has ended; nobody reads it any more.
            s_logger = null;
        }
    }
}
