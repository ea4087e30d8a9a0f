using System.Buffers.Binary;
using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.Playback;

/// <summary>Head of a WAV file: PCM 16 bit, or IEEE float with the extra chunk that the standard asks for.</summary>
internal static class WavFileHeader
{
    /// <summary>The longest head, in bytes.</summary>
    public const int MaxLength = 58;

    /// <summary>Writes a head.</summary>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="format">Rate and channels.</param>
    /// <param name="asFloat">32-bit float, else signed 16 bit.</param>
    /// <param name="dataBytes">Bytes of audio that follow.</param>
    /// <returns>Its length in bytes.</returns>
    public static int Write(Span<byte> target, AudioFormat format, bool asFloat, long dataBytes)
    {
        var bytesPerSample = asFloat ? sizeof(float) : sizeof(short);
        var formatLength = asFloat ? 18 : 16;
        var length = 20 + formatLength + (asFloat ? 12 : 0) + 8;
        "RIFF"u8.CopyTo(target);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], (uint)(length - 8 + dataBytes));
        "WAVEfmt "u8.CopyTo(target[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], formatLength);
        BinaryPrimitives.WriteInt16LittleEndian(target[20..], (short)(asFloat ? 3 : 1));
        BinaryPrimitives.WriteInt16LittleEndian(target[22..], (short)format.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], format.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(target[28..], format.SampleRate * format.Channels * bytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(target[32..], (short)(format.Channels * bytesPerSample));
        BinaryPrimitives.WriteInt16LittleEndian(target[34..], (short)(bytesPerSample * 8));
        if (asFloat)
        {
            BinaryPrimitives.WriteInt16LittleEndian(target[36..], 0);
            "fact"u8.CopyTo(target[38..]);
            BinaryPrimitives.WriteInt32LittleEndian(target[42..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(target[46..], (uint)(dataBytes / bytesPerSample / format.Channels));
        }

        "data"u8.CopyTo(target[(length - 8)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[(length - 4)..], (uint)dataBytes);
        return length;
    }
}
