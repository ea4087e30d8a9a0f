namespace IShowTts.Worker.Api.Speech;

/// <summary>How an answer's audio is written.</summary>
internal enum SpeechFormat
{
    /// <summary>WAV file, 16 bit.</summary>
    Wav,

    /// <summary>Bare samples, signed 16 bit little endian.</summary>
    Pcm,
}
