namespace IShowTts.Tts.Onnx.Writing;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Name that a session binds.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Axes, outermost first; null when even their number is left to the runtime.</param>
internal sealed record OnnxValue(string Name, OnnxType Type, IReadOnlyList<OnnxDimension>? Shape);
