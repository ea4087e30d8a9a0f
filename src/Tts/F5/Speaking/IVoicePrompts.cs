using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Makes prompts of clips. Thread safe.</summary>
internal interface IVoicePrompts
{
    /// <summary>The prompt of a voice; made once and kept while its clip and transcript stay as they are.</summary>
    /// <param name="reference">Clip and transcript.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SynthesisException"><c>clip-unusable</c>: the clip cannot be read, is silent or too short; the message names file and cure.</exception>
    ValueTask<VoicePrompt> GetAsync(VoiceReference reference, CancellationToken cancellationToken);

    /// <summary>The clip as it sounds, cut, for measuring the voice's loudness: 24 kHz mono.</summary>
    /// <param name="reference">The clip.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SynthesisException"><c>clip-unusable</c>, as above.</exception>
    ValueTask<float[]> ListenAsync(VoiceReference reference, CancellationToken cancellationToken);
}
