namespace IShowTts.Tts.Synthesis;

/// <summary>Told when an engine is kept out because it fails, and when it is back. Must not throw and not block.</summary>
public interface IEngineObserver
{
    /// <summary>The engine failed too often; others speak in its place.</summary>
    /// <param name="engine">Engine, with its model where it has several: <c>f5</c>, <c>f5:NAME</c>.</param>
    /// <param name="duration">Time until it is tried again.</param>
    /// <param name="cause">The last failure.</param>
    void KeptOut(string engine, TimeSpan duration, SynthesisFailure cause);

    /// <summary>The engine spoke again.</summary>
    /// <param name="engine">As in <see cref="KeptOut"/>.</param>
    void BackIn(string engine);
}
