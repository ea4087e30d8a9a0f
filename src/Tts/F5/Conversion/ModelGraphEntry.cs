namespace IShowTts.Tts.F5.Conversion;

/// <summary>A graph in a model's manifest.</summary>
/// <param name="Name">What it is for, for example <c>step</c>.</param>
/// <param name="File">Its <c>.onnx</c> file in the folder.</param>
/// <param name="WeightsFile">The file of its weights in the folder; graphs may share one.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it gives.</param>
internal sealed record ModelGraphEntry(string Name, string File, string WeightsFile, IReadOnlyList<ModelGraphValue> Inputs, IReadOnlyList<ModelGraphValue> Outputs);
