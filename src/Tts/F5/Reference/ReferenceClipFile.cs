using System.Buffers.Binary;
using System.Security.Cryptography;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.F5.Reference;

/// <summary>A prepared clip as bytes: magic, version, source hash, fields, mel, and a sha256 over all that.</summary>
internal static class ReferenceClipFile
{
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int FieldBytes = 8 + 4 + HashBytes + 4 + 4 + 8 + 8 + 8;
    private const int MelFrameBytes = MelSpectrogram.Mels * sizeof(float);
    private const int MostMelFrames = 2_000;

    /// <summary>Largest file there is, bytes.</summary>
    public const int LargestFile = FieldBytes + (MostMelFrames * MelFrameBytes) + HashBytes;

    private static ReadOnlySpan<byte> Magic => "IShowRef"u8;

    /// <summary>Writes a clip.</summary>
    /// <param name="clip">What to write.</param>
    /// <param name="sourceHash">sha256 of the WAV it was made from.</param>
    public static byte[] ToBytes(ReferenceClip clip, ReadOnlySpan<byte> sourceHash)
    {
        var bytes = new byte[FieldBytes + (clip.Mel.Length * sizeof(float)) + HashBytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), ReferenceClipPreparer.Version);
        sourceHash.CopyTo(bytes.AsSpan(12, HashBytes));
        var fields = bytes.AsSpan(12 + HashBytes);
        BinaryPrimitives.WriteInt32LittleEndian(fields, clip.Samples);
        BinaryPrimitives.WriteSingleLittleEndian(fields[4..], clip.Rms);
        BinaryPrimitives.WriteDoubleLittleEndian(fields[8..], clip.Seconds);
        BinaryPrimitives.WriteDoubleLittleEndian(fields[16..], clip.SourceSeconds);
        BinaryPrimitives.WriteDoubleLittleEndian(fields[24..], clip.SpokenSeconds);
        for (var i = 0; i < clip.Mel.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(FieldBytes + (i * sizeof(float))), clip.Mel[i]);
        }

        SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashBytes), bytes.AsSpan(bytes.Length - HashBytes));
        return bytes;
    }

    /// <summary>Reads a clip; null when the bytes are damaged, of another version, or of another source.</summary>
    /// <param name="bytes">A whole file.</param>
    /// <param name="sourceHash">sha256 of the WAV it should be made from.</param>
    public static ReferenceClip? Read(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> sourceHash)
    {
        var melBytes = bytes.Length - FieldBytes - HashBytes;
        if (melBytes <= 0 || melBytes % MelFrameBytes != 0
            || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != ReferenceClipPreparer.Version
            || !bytes.Slice(12, HashBytes).SequenceEqual(sourceHash)
            || !SHA256.HashData(bytes[..^HashBytes]).AsSpan().SequenceEqual(bytes[^HashBytes..]))
        {
            return null;
        }

        var fields = bytes[(12 + HashBytes)..];
        var mel = new float[melBytes / sizeof(float)];
        for (var i = 0; i < mel.Length; i++)
        {
            mel[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(FieldBytes + (i * sizeof(float)))..]);
        }

        return new ReferenceClip(
            mel,
            BinaryPrimitives.ReadInt32LittleEndian(fields),
            BinaryPrimitives.ReadSingleLittleEndian(fields[4..]),
            BinaryPrimitives.ReadDoubleLittleEndian(fields[8..]),
            BinaryPrimitives.ReadDoubleLittleEndian(fields[16..]),
            BinaryPrimitives.ReadDoubleLittleEndian(fields[24..]));
    }
}
