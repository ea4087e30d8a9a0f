namespace IShowTts.Integrations.Playback;

/// <summary>How samples are stored in a WAV file.</summary>
public enum WavSampleFormat
{
    /// <summary>Signed 16 bit, which every program reads.</summary>
    Pcm16,

    /// <summary>32-bit float: exactly what was played.</summary>
    Float32,
}
