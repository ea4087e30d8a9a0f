using System.Buffers.Binary;

namespace IShowTts.Tts.Audio;

/// <summary>Head of a WAV file: PCM 16 bit, or IEEE float with the extra chunk that the standard asks for.</summary>
public static class WavHeader
{
    /// <summary>The longest head, in bytes.</summary>
    public const int MaxLength = 58;

    /// <summary>Bytes of one sample of one channel.</summary>
    /// <param name="sampleFormat">How the samples are stored.</param>
    public static int BytesPerSample(WavSampleFormat sampleFormat) => sampleFormat == WavSampleFormat.Pcm16 ? sizeof(short) : sizeof(float);

    /// <summary>Writes a head.</summary>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="format">Rate and channels.</param>
    /// <param name="sampleFormat">How the samples are stored.</param>
    /// <param name="dataBytes">Bytes of audio that follow, at most what 32 bits can tell; null when nobody knows yet: players read 0xFFFFFFFF as "until the end".</param>
    /// <returns>Its length in bytes.</returns>
    public static int Write(Span<byte> target, AudioFormat format, WavSampleFormat sampleFormat, long? dataBytes)
    {
        var isFloat = sampleFormat == WavSampleFormat.Float32;
        var bytesPerSample = BytesPerSample(sampleFormat);
        var formatLength = isFloat ? 18 : 16;
        var length = 20 + formatLength + (isFloat ? 12 : 0) + 8;
        uint? known = dataBytes is { } bytes ? (uint)Math.Min(bytes, uint.MaxValue - length) : null;
        "RIFF"u8.CopyTo(target);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], known + (uint)length - 8 ?? uint.MaxValue);
        "WAVEfmt "u8.CopyTo(target[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], formatLength);
        BinaryPrimitives.WriteInt16LittleEndian(target[20..], (short)(isFloat ? 3 : 1));
        BinaryPrimitives.WriteInt16LittleEndian(target[22..], (short)format.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], format.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(target[28..], format.SampleRate * format.Channels * bytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(target[32..], (short)(format.Channels * bytesPerSample));
        BinaryPrimitives.WriteInt16LittleEndian(target[34..], (short)(bytesPerSample * 8));
        if (isFloat)
        {
            BinaryPrimitives.WriteInt16LittleEndian(target[36..], 0);
            "fact"u8.CopyTo(target[38..]);
            BinaryPrimitives.WriteInt32LittleEndian(target[42..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(target[46..], known / (uint)(bytesPerSample * format.Channels) ?? uint.MaxValue);
        }

        "data"u8.CopyTo(target[(length - 8)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[(length - 4)..], known ?? uint.MaxValue);
        return length;
    }
}
