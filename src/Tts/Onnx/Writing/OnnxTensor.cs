namespace IShowTts.Tts.Onnx.Writing;

/// <summary>A constant of a graph, either inside the model file or at a place of an <see cref="OnnxWeightsFile"/>.</summary>
/// <param name="Name">Name of the value.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Row-major.</param>
/// <param name="Data">Little-endian elements; empty when they lie in a weights file.</param>
/// <param name="File">Name of the weights file beside the model; null when the elements are in <paramref name="Data"/>.</param>
/// <param name="Offset">First byte in the weights file.</param>
/// <param name="Length">Bytes in the weights file.</param>
internal sealed record OnnxTensor(
    string Name, OnnxType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data, string? File, long Offset, long Length);
