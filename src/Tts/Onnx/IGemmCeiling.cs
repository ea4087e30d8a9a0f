using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Onnx;

/// <summary>Tells how fast this machine multiplies matrices, which no model can pass.</summary>
public interface IGemmCeiling
{
    /// <summary>Measures; takes a few seconds and all cores.</summary>
    /// <param name="cancellationToken">Ends it between two runs.</param>
    /// <exception cref="SynthesisException"><c>engine-missing</c>, <c>engine-failed</c> or <c>out-of-memory</c>.</exception>
    IReadOnlyList<GemmMeasurement> Measure(CancellationToken cancellationToken);
}
