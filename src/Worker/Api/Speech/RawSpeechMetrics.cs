namespace IShowTts.Worker.Api.Speech;

/// <summary>What was measured of one answer.</summary>
/// <param name="TtfaMs">From asking the engine to its first audio, milliseconds; waiting for a turn is not in it.</param>
/// <param name="SynthMs">From asking the engine to its last audio, milliseconds.</param>
/// <param name="AudioMs">Playing time, milliseconds: the sum of what was sent.</param>
/// <param name="Rtf">Synthesis time ÷ playing time.</param>
/// <param name="Engine">The engine that spoke last.</param>
/// <param name="NfeStep">Evaluations that a flow model spent; null for an engine without.</param>
/// <param name="IsCut">The text was longer than Api:MaxSynthesisAudioSeconds; its end is missing.</param>
internal sealed record RawSpeechMetrics(double TtfaMs, double SynthMs, double AudioMs, double Rtf, string Engine, int? NfeStep, bool IsCut);
