namespace IShowTts.Tts.F5.Text;

/// <summary>Sizes of the chunks of a streamed text, in UTF-8 bytes, which F5-TTS turns into time.</summary>
/// <param name="FirstBytes">Aim for the first chunk.</param>
/// <param name="MaxBytes">No chunk is longer, at least <see cref="MinBytes"/>.</param>
/// <param name="Growth">Each chunk aims at the one before times this, 1 or more.</param>
internal sealed record SpeechPlanLimits(int FirstBytes, int MaxBytes, double Growth = 2.0)
{
    /// <summary>Below this the model gets a text that is too short for it (see <see cref="ShortLineRule"/>); no chunk is planned shorter when it can be helped.</summary>
    public const int MinBytes = 10;

    // A grapheme of several code points still fits.
    private const int SmallestMaximum = 32;

    /// <summary>Limits for a voice: the aim of the first chunk in seconds, and no more than the original code's chunk and 30 seconds with the clip.</summary>
    /// <param name="pace">Of the voice's clip.</param>
    /// <param name="speed">Speaking rate, above 0.</param>
    /// <param name="firstSeconds">Aim for the first chunk.</param>
    /// <param name="growth">Each chunk aims at the one before times this; 2 keeps up as long as speech is made at twice its own pace or faster.</param>
    public static SpeechPlanLimits For(ClipPace pace, double speed, double firstSeconds = 1.0, double growth = 2.0)
    {
        var bytesPerSecond = pace.BytesPerSecond * speed;
        var reference = F5Durations.MaxChunkBytes(pace.TranscriptBytes, pace.ClipSamples, ClipPace.SampleRate, speed);
        var training = (int)Math.Min(bytesPerSecond * (F5Durations.MaxSeconds - pace.ClipSeconds), F5Tokenizer.MaxTextLength);
        // A clip of 22 s or more leaves no room by the original rule; then the training length alone decides.
        var most = Math.Max(reference > 0 ? Math.Min(reference, training) : training, SmallestMaximum);
        return new SpeechPlanLimits((int)Math.Clamp(bytesPerSecond * firstSeconds, MinBytes, most), most, growth);
    }
}
