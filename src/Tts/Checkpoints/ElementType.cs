using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace IShowTts.Tts.Checkpoints;

/// <summary>The element types of stored tensors by their safetensors names: sizes, and conversion of little-endian bytes.</summary>
internal static class ElementType
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 1, ["U8"] = 1, ["I8"] = 1, ["I16"] = 2, ["U16"] = 2, ["F16"] = 2, ["BF16"] = 2,
        ["I32"] = 4, ["U32"] = 4, ["F32"] = 4, ["I64"] = 8, ["U64"] = 8, ["F64"] = 8,
    };

    /// <summary>Names of all types that can be read, for messages.</summary>
    public static string Known { get; } = string.Join(", ", Sizes.Keys);

    /// <summary>Bytes of one element; false for a type that is not read.</summary>
    /// <param name="dataType">For example <c>BF16</c>.</param>
    /// <param name="size">1, 2, 4 or 8.</param>
    public static bool TryGetSize(string dataType, out int size) => Sizes.TryGetValue(dataType, out size);

    /// <summary>Whether elements are whole numbers (booleans are 0 and 1).</summary>
    /// <param name="dataType">A type that <see cref="TryGetSize"/> knows.</param>
    public static bool IsInteger(string dataType) => dataType is "BOOL" or "U8" or "I8" or "I16" or "U16" or "I32" or "U32" or "I64" or "U64";

    /// <summary>Converts elements to fp32, rounding to nearest.</summary>
    /// <param name="dataType">A type that <see cref="TryGetSize"/> knows.</param>
    /// <param name="source">Little-endian bytes, exactly those of <paramref name="destination"/>.</param>
    /// <param name="destination">One value per element.</param>
    public static void ToSingle(string dataType, ReadOnlySpan<byte> source, Span<float> destination)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Checkpoints are little-endian, and so must this machine be.");
        }

        switch (dataType)
        {
            case "F32":
                MemoryMarshal.Cast<byte, float>(source).CopyTo(destination);
                break;
            case "F16":
                var halves = MemoryMarshal.Cast<byte, Half>(source);
                for (var i = 0; i < halves.Length; i++)
                {
                    destination[i] = (float)halves[i];
                }

                break;
            case "BF16":
                var tops = MemoryMarshal.Cast<byte, ushort>(source);
                for (var i = 0; i < tops.Length; i++)
                {
                    destination[i] = BitConverter.UInt32BitsToSingle((uint)tops[i] << 16);
                }

                break;
            case "F64":
                var doubles = MemoryMarshal.Cast<byte, double>(source);
                for (var i = 0; i < doubles.Length; i++)
                {
                    destination[i] = (float)doubles[i];
                }

                break;
            case "U64":
                var words = MemoryMarshal.Cast<byte, ulong>(source);
                for (var i = 0; i < words.Length; i++)
                {
                    destination[i] = words[i];
                }

                break;
            default:
                var size = Sizes[dataType];
                for (var i = 0; i < destination.Length; i++)
                {
                    destination[i] = ToInt64(dataType, source.Slice(i * size, size));
                }

                break;
        }
    }

    /// <summary>One whole number.</summary>
    /// <param name="dataType">A type for which <see cref="IsInteger"/> holds.</param>
    /// <param name="source">Its little-endian bytes.</param>
    /// <exception cref="OverflowException">A <c>U64</c> above the largest <see cref="long"/>.</exception>
    public static long ToInt64(string dataType, ReadOnlySpan<byte> source) => dataType switch
    {
        "BOOL" or "U8" => source[0],
        "I8" => (sbyte)source[0],
        "I16" => BinaryPrimitives.ReadInt16LittleEndian(source),
        "U16" => BinaryPrimitives.ReadUInt16LittleEndian(source),
        "I32" => BinaryPrimitives.ReadInt32LittleEndian(source),
        "U32" => BinaryPrimitives.ReadUInt32LittleEndian(source),
        "I64" => BinaryPrimitives.ReadInt64LittleEndian(source),
        "U64" => checked((long)BinaryPrimitives.ReadUInt64LittleEndian(source)),
        _ => throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "Not a whole-number type."),
    };
}
