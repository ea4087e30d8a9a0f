using IShowTts.Tts.Audio;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>Text and voice in, PCM out.</summary>
/// <remarks>Thread safe: calls may overlap; an engine that can do one at a time queues them itself.</remarks>
public interface ISpeechSynthesizer : IAsyncDisposable
{
    /// <summary>Lower-case engine name, unique in the process: <c>espeak</c>, <c>f5</c>.</summary>
    string Engine { get; }

    /// <summary>Voices this engine can speak now.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SynthesisException">The engine cannot be used; the message says the cure.</exception>
    ValueTask<IReadOnlyList<Voice>> GetVoicesAsync(CancellationToken cancellationToken);

    /// <summary>Speaks a text, chunk by chunk, as soon as each is there.</summary>
    /// <param name="request">Text and voice.</param>
    /// <param name="cancellationToken">Ends the work within one chunk; the next call is not harmed.</param>
    /// <returns>Owned mono chunks of one format, in order; the receiver disposes each. Text without anything to say gives none.</returns>
    /// <exception cref="SynthesisException">The text cannot be spoken; the message says why.</exception>
    IAsyncEnumerable<AudioChunk> SynthesizeAsync(SynthesisRequest request, CancellationToken cancellationToken);
}
