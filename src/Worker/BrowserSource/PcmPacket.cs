using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace IShowTts.Worker.BrowserSource;

/// <summary>
/// Audio on its way to a page. Little endian: generation (u32), sequence number in it (u32), channels (u32), zero (u32), position of the first
/// sample frame in the generation (f64), then 16-bit samples. 48 kHz.
/// </summary>
internal static class PcmPacket
{
    /// <summary>Bytes before the samples.</summary>
    public const int HeaderBytes = 24;

    /// <summary>Makes one; mono when both channels are the same, which halves it.</summary>
    /// <param name="generation">Which run of audio.</param>
    /// <param name="sequence">Number of the packet in it, from 0.</param>
    /// <param name="position">Sample frames before it.</param>
    /// <param name="stereo">Interleaved.</param>
    public static OverlayFrame Create(uint generation, uint sequence, long position, ReadOnlySpan<float> stereo)
    {
        var channels = IsMono(stereo) ? 1 : 2;
        var step = 2 / channels;
        var bytes = new byte[HeaderBytes + (stereo.Length / step * sizeof(short))];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, generation);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), (uint)channels);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(16), position);
        for (int from = 0, to = HeaderBytes; from < stereo.Length; from += step, to += sizeof(short))
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(to), ToPcm(stereo[from]));
        }

        return new OverlayFrame(bytes, IsBinary: true);
    }

    private static bool IsMono(ReadOnlySpan<float> stereo)
    {
        foreach (var frame in MemoryMarshal.Cast<float, (float Left, float Right)>(stereo))
        {
            if (frame.Left != frame.Right)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is not a number becomes silence, what is too loud is clipped.</summary>
    private static short ToPcm(float sample) => float.IsNaN(sample) ? (short)0 : (short)MathF.Round(Math.Clamp(sample, -1f, 1f) * short.MaxValue);
}
