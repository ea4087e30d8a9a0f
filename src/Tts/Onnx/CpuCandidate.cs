using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>The processor, which ONNX Runtime always has.</summary>
internal sealed class CpuCandidate : IProviderCandidate
{
    /// <inheritdoc/>
    public OnnxProvider Provider => OnnxProvider.Cpu;

    /// <inheritdoc/>
    public PassedOverProvider? Examine() => null;

    /// <inheritdoc/>
    public void Append(SessionOptions session)
    {
        // It is there without being added.
    }
}
