using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Speaking;

/// <summary>Finds the voice of an utterance.</summary>
internal interface IVoiceResolver
{
    /// <summary>The voice of that name, or the default voice when the name is null or unknown.</summary>
    /// <exception cref="Tts.Synthesis.SynthesisException">There is no voice at all; the message says the cure.</exception>
    ValueTask<Voice> ResolveAsync(string? name, CancellationToken cancellationToken);
}
