namespace IShowTts.Tts.Onnx;

/// <summary>A provider that is not used, and why.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Reason">What is missing, one sentence for people.</param>
/// <param name="Cure">What to do to get it, one sentence; empty when nothing can be done here.</param>
public sealed record PassedOverProvider(OnnxProvider Provider, string Reason, string Cure);
