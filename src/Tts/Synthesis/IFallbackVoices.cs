using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>Knows who speaks when a voice cannot.</summary>
internal interface IFallbackVoices
{
    /// <summary>The voices to ask instead, in order; never the voice itself, none twice.</summary>
    /// <param name="voice">The voice that failed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<Voice>> AfterAsync(Voice voice, CancellationToken cancellationToken);
}
