using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>A written graph, as the manifest of a converted model tells it.</summary>
/// <param name="Name">What it is for: <c>modulation</c>, <c>text</c>, <c>step</c>, <c>vocoder</c>, or one of those with <c>-batch</c>.</param>
/// <param name="File">The model file, without its folder.</param>
/// <param name="WeightsFile">Its weights, in the same folder; graphs may share one.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it gives.</param>
internal sealed record GraphDescription(
    string Name, string File, string WeightsFile, IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs);
