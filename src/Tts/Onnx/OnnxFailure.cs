using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Synthesis;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>Turns what ONNX Runtime throws into what our callers expect: a message for people, with the file and the cure.</summary>
internal static class OnnxFailure
{
    private const string LibraryFailure = ": cannot open shared object file";

    private static readonly string[] s_memoryWords =
    [
        "Failed to allocate memory", "bad_alloc", "bad allocation", "out of memory", "OutOfMemory", "ALLOC_FAILED", "cudaErrorMemoryAllocation",
        "Available memory of", "E_OUTOFMEMORY", "8007000E",
    ];

    /// <summary>The native library is not there, or not the one that our managed code was built for.</summary>
    /// <returns>Code <c>engine-missing</c>.</returns>
    public static SynthesisException LibraryMissing(Exception cause)
    {
        var innermost = cause;
        while (innermost.InnerException is { } inner)
        {
            innermost = inner;
        }

        var file = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";
        var path = Path.Combine(AppContext.BaseDirectory, file);
        return new SynthesisException(
            "engine-missing",
            File.Exists(path)
                ? $"ONNX Runtime's library {path} cannot be used: {FirstLine(innermost.Message)} Run eng/setup.sh and build again."
                : $"ONNX Runtime's library {path} is not there. Run eng/setup.sh and build again.",
            cause);
    }

    /// <summary>A model could not be opened.</summary>
    /// <param name="path">The model.</param>
    /// <param name="purpose">What it is for, as in the log.</param>
    /// <param name="cause">What ONNX Runtime threw.</param>
    /// <returns><see cref="SynthesisException"/> <c>out-of-memory</c> when that was the cause, else <see cref="CheckpointException"/> naming the file.</returns>
    public static Exception Opening(string path, string purpose, OnnxRuntimeException cause) =>
        IsOutOfMemory(cause.Message)
            ? new SynthesisException("out-of-memory", $"There is not enough memory to load {path} ({purpose}). Close other programs, or choose a smaller precision.", cause)
            : new CheckpointException($"{path}: ONNX Runtime cannot load it as {purpose}: {Explain(cause)} Convert the model again, or fetch it anew.", cause);

    /// <summary>A run of a loaded model failed.</summary>
    /// <param name="purpose">What was run, as in the log.</param>
    /// <param name="cause">What ONNX Runtime threw.</param>
    /// <returns>Code <c>out-of-memory</c> or <c>engine-failed</c>.</returns>
    public static SynthesisException Running(string purpose, OnnxRuntimeException cause) =>
        IsOutOfMemory(cause.Message)
            ? new SynthesisException("out-of-memory", $"There was not enough memory for {purpose}: {Explain(cause)}", cause)
            : new SynthesisException("engine-failed", $"ONNX Runtime failed in {purpose}: {Explain(cause)}", cause);

    /// <summary>Whether memory, of the machine or of the GPU, ran out.</summary>
    /// <param name="message">What ONNX Runtime says.</param>
    public static bool IsOutOfMemory(string message) =>
        Array.Exists(s_memoryWords, word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The one sentence of a native message that tells something: a missing library by name, else its first line without codes, at most 300 characters.</summary>
    public static string Explain(Exception cause)
    {
        var message = cause.Message;
        return MissingLibrary(message) is { } library ? $"the library {library} is missing." : FirstLine(message);
    }

    /// <summary>The library that the system's loader did not find, from its message; null when the message is about something else.</summary>
    public static string? MissingLibrary(string message)
    {
        var end = message.IndexOf(LibraryFailure, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var start = message.LastIndexOfAny([' ', ':', '\n', '\''], end - 1) + 1;
        return start < end ? message[start..end] : null;
    }

    private static string FirstLine(string message)
    {
        var line = message.AsSpan().Trim();
        if (line.StartsWith("[ErrorCode:", StringComparison.Ordinal) && line.IndexOf(']') is var close and > 0)
        {
            line = line[(close + 1)..].Trim();
        }

        var lineEnd = line.IndexOfAny('\r', '\n');
        line = lineEnd > 0 ? line[..lineEnd] : line;
        var text = (line.Length > 300 ? line[..300] : line).TrimEnd().ToString();
        return text.EndsWith('.') ? text : text + ".";
    }
}
