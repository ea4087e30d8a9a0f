namespace IShowTts.Tts.Onnx.Writing;

/// <summary>One operation of a graph.</summary>
/// <param name="Domain">Operator set: empty for ONNX itself, <c>com.microsoft</c> for ONNX Runtime's own.</param>
/// <param name="Operation">Operator name.</param>
/// <param name="Inputs">Names of values; an empty name leaves an optional input out.</param>
/// <param name="Outputs">Names of values; an empty name leaves an optional output out.</param>
/// <param name="Attributes">Settings.</param>
internal sealed record OnnxNode(
    string Domain, string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);
