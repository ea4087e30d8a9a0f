namespace IShowTts.Tts.Onnx;

/// <summary>How fast this machine multiplies two matrices <c>[Rows, Inner] · [Inner, Columns]</c> in fp32, with ONNX Runtime where models run.</summary>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Inner">Length of each sum.</param>
/// <param name="GflopPerSecond">Best of several, 10⁹ operations per second; a multiplication with its addition is two.</param>
/// <param name="MedianGflopPerSecond">Median of them.</param>
public sealed record GemmMeasurement(int Rows, int Columns, int Inner, double GflopPerSecond, double MedianGflopPerSecond);
