namespace IShowTts.Tts.Audio;

/// <summary>Shape of a run of float32 samples. Samples are interleaved when there is more than one channel.</summary>
/// <param name="SampleRate">Sample frames per second, 8,000 to 192,000.</param>
/// <param name="Channels">Samples per sample frame, 1 or 2.</param>
public readonly record struct AudioFormat(int SampleRate, int Channels)
{
    /// <summary>48 kHz mono: what the worker works in between synthesis and the sinks.</summary>
    public static AudioFormat Mono48 { get; } = new(48_000, 1);

    /// <summary>48 kHz stereo: what sinks take.</summary>
    public static AudioFormat Stereo48 { get; } = new(48_000, 2);

    /// <summary>Playing time of a number of samples (all channels counted).</summary>
    /// <param name="samples">Samples, not sample frames.</param>
    public TimeSpan DurationOf(long samples) => TimeSpan.FromSeconds((double)samples / Channels / SampleRate);

    /// <summary>Samples (all channels counted) that play for a time, rounded down to whole sample frames.</summary>
    /// <param name="duration">A time of zero or more.</param>
    public int SamplesIn(TimeSpan duration) => (int)(duration.TotalSeconds * SampleRate) * Channels;
}
