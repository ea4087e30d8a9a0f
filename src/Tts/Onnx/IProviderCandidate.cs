using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>A provider that may be used here.</summary>
internal interface IProviderCandidate
{
    /// <summary>Which one.</summary>
    OnnxProvider Provider { get; }

    /// <summary>Looks whether it works here.</summary>
    /// <returns>Null when it does; else what is missing.</returns>
    PassedOverProvider? Examine();

    /// <summary>Adds it to a session's options.</summary>
    /// <param name="session">Receives it; the processor stays behind it, for what the provider cannot do.</param>
    /// <exception cref="OnnxRuntimeException">It cannot be used after all.</exception>
    void Append(SessionOptions session);
}
