using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Speaking;

/// <summary>An alarm stands while an engine is kept out.</summary>
internal sealed class EngineAlarms(AlarmBoard alarms) : IEngineObserver
{
    /// <inheritdoc/>
    public void KeptOut(string engine, TimeSpan duration, SynthesisFailure cause) => alarms.Raise(
        $"engine:{engine}",
        $"The engine {engine} fails ({cause.Code}); other voices speak in its place, and every {duration.TotalSeconds:0} s it is tried again. {cause.Message}");

    /// <inheritdoc/>
    public void BackIn(string engine) => alarms.Clear($"engine:{engine}");
}
