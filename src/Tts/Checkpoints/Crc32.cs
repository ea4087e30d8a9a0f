using System.Buffers;

namespace IShowTts.Tts.Checkpoints;

/// <summary>CRC-32 as zip uses it (polynomial 0xEDB88320, reflected), over a part of a file.</summary>
internal static class Crc32
{
    private const int PieceBytes = 1 << 16;

    private static readonly uint[] Table = MakeTable();

    /// <summary>Computes the sum piece by piece.</summary>
    /// <param name="file">Open file.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="what">What is read, for messages.</param>
    public static uint Of(TensorFile file, long offset, long length, string what)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var crc = uint.MaxValue;
            while (length > 0)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(length, PieceBytes));
                file.ReadExactly(offset, piece, what);
                foreach (var value in piece)
                {
                    crc = (crc >> 8) ^ Table[(byte)(crc ^ value)];
                }

                offset += piece.Length;
                length -= piece.Length;
            }

            return ~crc;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
