using System.Buffers.Binary;

namespace IShowTts.Worker.Api.Speech;

/// <summary>The 44 bytes before the samples of a mono WAV file of 16 bit.</summary>
internal static class WavHeader
{
    /// <summary>Length of the header.</summary>
    public const int Length = 44;

    /// <summary>Makes a header.</summary>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="dataBytes">Bytes of the samples; null when nobody knows yet: players read 0xFFFFFFFF as "until the end".</param>
    public static byte[] Create(int sampleRate, long? dataBytes)
    {
        var header = new byte[Length];
        var size = dataBytes is { } known ? (uint)Math.Min(known, uint.MaxValue - Length) : uint.MaxValue;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), size == uint.MaxValue ? size : size + Length - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), sampleRate * Pcm16.BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), Pcm16.BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 8 * Pcm16.BytesPerSample);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), size);
        return header;
    }
}
