namespace IShowTts.Tts.F5.Text;

/// <summary>How long the original code makes speech: in proportion to the bytes of clip and text, as mel frames of 256 samples at 24 kHz. In double, in this order, cut towards 0.</summary>
internal static class F5Durations
{
    /// <summary>Mel frames per second.</summary>
    public const double FramesPerSecond = 24_000.0 / 256.0;

    /// <summary>Prompt and speech of one chunk together: what the model was trained on, in seconds.</summary>
    public const double MaxSeconds = 30.0;

    // A text shorter than this is spoken at ShortTextSpeed.
    private const int ShortTextBytes = 10;
    private const double ShortTextSpeed = 0.3;

    /// <summary>Bytes of text that fit beside the clip in 22 seconds (<c>infer_process</c>). 0 or less when the clip alone is that long: then every sentence is a chunk.</summary>
    /// <param name="transcriptBytes">UTF-8 bytes of the completed transcript, before the model's extra space.</param>
    /// <param name="clipSamples">Samples of the clip, above 0.</param>
    /// <param name="sampleRate">Of the clip, in Hz.</param>
    /// <param name="speed">Speaking rate, above 0.</param>
    public static int MaxChunkBytes(int transcriptBytes, int clipSamples, int sampleRate, double speed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clipSamples);
        return MaxChunkBytes(transcriptBytes, clipSamples / (double)sampleRate, speed);
    }

    /// <inheritdoc cref="MaxChunkBytes(int, int, int, double)"/>
    /// <param name="transcriptBytes">UTF-8 bytes of the completed transcript, before the model's extra space.</param>
    /// <param name="seconds">Length of the clip, above 0.</param>
    /// <param name="speed">Speaking rate, above 0.</param>
    public static int MaxChunkBytes(int transcriptBytes, double seconds, double speed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        return Cut(transcriptBytes / seconds * (22 - seconds) * speed);
    }

    /// <summary>The rate a chunk is spoken at: very short ones at 0.3.</summary>
    /// <param name="chunkBytes">UTF-8 bytes of the chunk.</param>
    /// <param name="speed">The wanted rate.</param>
    public static double LocalSpeed(int chunkBytes, double speed) => chunkBytes < ShortTextBytes ? ShortTextSpeed : speed;

    /// <summary>Mel frames of clip and chunk together (<c>infer_batch_process</c>).</summary>
    /// <param name="clipFrames">Samples of the clip at 24 kHz ÷ 256, cut.</param>
    /// <param name="transcriptBytes">UTF-8 bytes of the transcript as the model reads it, above 0.</param>
    /// <param name="chunkBytes">UTF-8 bytes of the chunk.</param>
    /// <param name="localSpeed">From <see cref="LocalSpeed"/>.</param>
    public static int Frames(int clipFrames, int transcriptBytes, int chunkBytes, double localSpeed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(transcriptBytes);
        return clipFrames + Cut((double)clipFrames / transcriptBytes * chunkBytes / localSpeed);
    }

    /// <summary>Mel frames of clip and chunk together when the length is fixed (<c>fix_duration</c>).</summary>
    /// <param name="seconds">Clip and speech together.</param>
    public static int FixedFrames(double seconds) => Cut(seconds * 24_000 / 256);

    // Like Python's int(), but bounded: no text and no clip is a million seconds long.
    private static int Cut(double value) => (int)Math.Clamp(value, -1e8, 1e8);
}
