namespace IShowTts.Tts.F5.Text;

/// <summary>How fast a voice's clip speaks. F5-TTS gives new text time in proportion to it.</summary>
/// <param name="TranscriptBytes">UTF-8 bytes of the transcript as the model reads it (<see cref="ReferenceText.ForModel"/>), above 0.</param>
/// <param name="ClipSamples">Samples of the prepared clip at 24 kHz, above 0.</param>
/// <param name="SpokenSeconds">Seconds of it that are speech, 0 when not measured: then the whole clip counts.</param>
internal sealed record ClipPace(int TranscriptBytes, int ClipSamples, double SpokenSeconds = 0)
{
    /// <summary>Rate of all samples, in Hz.</summary>
    public const int SampleRate = 24_000;

    /// <summary>Length of the clip in seconds.</summary>
    public double ClipSeconds => ClipSamples / (double)SampleRate;

    /// <summary>Mel frames of the clip.</summary>
    public int ClipFrames => ClipSamples / VocosArchitecture.Hop;

    /// <summary>Bytes of text to a second of audio by F5's rule, pauses of the clip included.</summary>
    public double BytesPerSecond => TranscriptBytes / ClipSeconds;

    /// <summary>Bytes of text to a second of speech, pauses of the clip left out.</summary>
    public double SpokenBytesPerSecond => SpokenSeconds > 0 ? TranscriptBytes / Math.Min(SpokenSeconds, ClipSeconds) : BytesPerSecond;

    /// <summary>Measures a prepared clip.</summary>
    /// <param name="transcript">As the model reads it.</param>
    /// <param name="clip">Its samples, 24 kHz mono.</param>
    public static ClipPace Measure(string transcript, ReadOnlySpan<float> clip) =>
        new(ReferenceText.Bytes(transcript), clip.Length, SpeechActivity.Of(clip, SampleRate).ActiveSeconds);
}
