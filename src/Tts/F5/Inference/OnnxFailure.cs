using IShowTts.Tts.Synthesis;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.F5.Inference;

/// <summary>Tells what a failed run means to who waits for speech.</summary>
internal static class OnnxFailure
{
    private static readonly string[] OutOfMemory = ["Failed to allocate memory", "out of memory", "bad_alloc", "OutOfMemory"];

    /// <summary>A cancelled run is a cancel; no memory is <c>out-of-memory</c>; all else <c>engine-failed</c>.</summary>
    /// <returns>To be thrown.</returns>
    public static Exception Translate(OnnxRuntimeException failure, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException("The flow was cancelled.", failure, cancellationToken);
        }

        return Array.Exists(OutOfMemory, words => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase))
            ? new SynthesisException("out-of-memory", "F5-TTS ran out of memory. Use shorter chunks, a smaller precision, or another device.", failure)
            : new SynthesisException("engine-failed", $"F5-TTS failed: {failure.Message}", failure);
    }
}
