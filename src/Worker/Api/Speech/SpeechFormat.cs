namespace IShowTts.Worker.Api.Speech;

/// <summary>How an answer's audio is written. The first two need nothing, the others ffmpeg.</summary>
internal enum SpeechFormat
{
    /// <summary>WAV file, 16 bit.</summary>
    Wav,

    /// <summary>Bare samples, signed 16 bit little endian.</summary>
    Pcm,

    /// <summary>MP3, 128 kbit/s.</summary>
    Mp3,

    /// <summary>Opus in Ogg, 64 kbit/s.</summary>
    Opus,

    /// <summary>AAC in ADTS, 128 kbit/s.</summary>
    Aac,

    /// <summary>FLAC, lossless.</summary>
    Flac,
}
