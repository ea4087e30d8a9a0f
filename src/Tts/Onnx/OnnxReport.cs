namespace IShowTts.Tts.Onnx;

/// <summary>What ONNX Runtime can do on this machine.</summary>
/// <param name="Version">Version of the native library; empty when it cannot be loaded.</param>
/// <param name="Provider">Where models run; null when they run nowhere.</param>
/// <param name="PassedOver">Better ones that are not used, with the reason of each.</param>
/// <param name="Threads">Threads that share one operation on the processor.</param>
/// <param name="Problem">Why models run nowhere, with the cure; empty when they run.</param>
public sealed record OnnxReport(string Version, OnnxProvider? Provider, IReadOnlyList<PassedOverProvider> PassedOver, int Threads, string Problem);
