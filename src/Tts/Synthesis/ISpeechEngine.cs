using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>A synthesizer that owns voices, as opposed to a stage around one. All that are registered are asked through <see cref="RoutingSynthesizer"/>.</summary>
public interface ISpeechEngine : ISpeechSynthesizer
{
    /// <summary>Finds a voice by the name the engine gives it, also one it does not list, such as a variant (<c>en-us+f3</c>).</summary>
    /// <param name="engineVoice">Compared without case.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The voice, or null when there is none.</returns>
    /// <exception cref="SynthesisException">The engine cannot be used; the message says the cure.</exception>
    async ValueTask<Voice?> FindVoiceAsync(string engineVoice, CancellationToken cancellationToken) =>
        (await GetVoicesAsync(cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(voice => voice.EngineVoice.Equals(engineVoice, StringComparison.OrdinalIgnoreCase));

    /// <summary>Looks closer at a voice of this engine than finding it does: at what it is made from. Speaks nothing, loads no model.</summary>
    /// <param name="voice">A voice that <see cref="FindVoiceAsync"/> found.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is wrong, with the cure; empty when all is well, and for engines with nothing to look at.</returns>
    ValueTask<IReadOnlyList<string>> CheckVoiceAsync(Voice voice, CancellationToken cancellationToken) => new([]);
}
