namespace IShowTts.Tts.Espeak;

/// <summary>Takes what the library speaks, on the thread that asked it to.</summary>
internal interface IEspeakAudioReceiver
{
    /// <summary>Takes a run of 16-bit mono samples. Must not throw.</summary>
    /// <param name="samples">Valid during the call only.</param>
    /// <returns>False: stop, no more audio is wanted.</returns>
    bool Receive(ReadOnlySpan<short> samples);
}
