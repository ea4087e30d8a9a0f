namespace IShowTts.Tts.Audio;

/// <summary>How samples lie in a WAV file.</summary>
public enum WavSampleFormat
{
    /// <summary>16-bit integers: half the size, read by everything.</summary>
    Int16,

    /// <summary>32-bit floats: exactly our samples.</summary>
    Float32,
}
