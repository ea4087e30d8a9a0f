namespace IShowTts.Tts.Onnx.Writing;

/// <summary>Gives elements of a tensor as fp32, row-major.</summary>
/// <param name="start">First element.</param>
/// <param name="destination">Filled whole.</param>
internal delegate void FloatReader(long start, Span<float> destination);
