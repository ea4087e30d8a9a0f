using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>What a variant speaks with.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Provider">Where its model runs; empty for an engine without.</param>
/// <param name="Precision">Number format of its model; empty for an engine without, or when the configured model is taken as it is.</param>
internal sealed record BenchTarget(ISpeechEngine Engine, Voice Voice, string Provider, string Precision);
