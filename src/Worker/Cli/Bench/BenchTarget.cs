using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>What a variant speaks with. Dispose it, and its engine is gone.</summary>
/// <param name="Services">Owns the engine; owned by this.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Provider">Where its model runs; empty for an engine without.</param>
/// <param name="Precision">Number format of its model; empty for an engine without, or when the configured model is taken as it is.</param>
internal sealed record BenchTarget(ServiceProvider Services, ISpeechEngine Engine, Voice Voice, string Provider, string Precision) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
