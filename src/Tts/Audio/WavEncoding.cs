using System.Buffers.Binary;

namespace IShowTts.Tts.Audio;

/// <summary>How samples lie in a WAV file that is read.</summary>
/// <param name="Format">Rate and channels.</param>
/// <param name="IsFloat">Floats, else integers.</param>
/// <param name="BytesPerSample">1 to 4, or 8.</param>
internal readonly record struct WavEncoding(AudioFormat Format, bool IsFloat, int BytesPerSample)
{
    private const int Pcm = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;

    /// <summary>Reads a format chunk.</summary>
    /// <param name="chunk">Its content, 16 bytes or more.</param>
    /// <exception cref="InvalidDataException">Not a format we can read; the message says which it is.</exception>
    public static WavEncoding Parse(ReadOnlySpan<byte> chunk)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int align = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == Extensible && chunk.Length >= 26)
        {
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (channels is not (1 or 2))
        {
            throw new InvalidDataException($"The WAV file has {channels} channels; mono and stereo can be read.");
        }

        if (rate is < 8_000 or > 192_000)
        {
            throw new InvalidDataException($"The WAV file's sample rate is {rate} Hz; 8,000 to 192,000 can be read.");
        }

        var known = (tag, bits) is (Pcm, 8 or 16 or 24 or 32) or (Float, 32 or 64);
        return known && align == channels * bits / 8
            ? new WavEncoding(new AudioFormat((int)rate, channels), tag == Float, bits / 8)
            : throw new InvalidDataException($"The WAV file's encoding (format {tag}, {bits} bits, {align} bytes per sample frame) cannot be read. Convert it to 16-bit PCM first.");
    }

    /// <summary>Turns bytes into samples.</summary>
    /// <param name="bytes">Whole samples.</param>
    /// <param name="samples">Room for them.</param>
    public void Decode(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        for (var i = 0; i < bytes.Length / BytesPerSample; i++)
        {
            var sample = bytes.Slice(i * BytesPerSample, BytesPerSample);
            samples[i] = (IsFloat, BytesPerSample) switch
            {
                (true, 4) => Finite(BinaryPrimitives.ReadSingleLittleEndian(sample)),
                (true, _) => Finite((float)BinaryPrimitives.ReadDoubleLittleEndian(sample)),
                (_, 1) => (sample[0] - 128) / 128f,
                (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32_768f,
                (_, 3) => ((sample[0] << 8) | (sample[1] << 16) | (sample[2] << 24)) / 2_147_483_648f,
                _ => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2_147_483_648f,
            };
        }
    }

    private static float Finite(float value) => float.IsFinite(value) ? value : 0;
}
