namespace IShowTts.Tts.Audio;

/// <summary>How samples lie in a WAV file.</summary>
public enum WavSampleFormat
{
    /// <summary>Signed 16 bit: half the size, read by every program.</summary>
    Pcm16,

    /// <summary>32-bit floats: exactly our samples.</summary>
    Float32,
}
