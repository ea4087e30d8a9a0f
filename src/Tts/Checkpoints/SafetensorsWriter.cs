using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace IShowTts.Tts.Checkpoints;

/// <summary>Writes tensors into a safetensors file, piece by piece.</summary>
internal static class SafetensorsWriter
{
    private const int PieceElements = 1 << 16;

    /// <summary>Writes all tensors of a source as fp32, in the order of their keys.</summary>
    /// <param name="path">The file; replaced.</param>
    /// <param name="source">The tensors.</param>
    /// <param name="rename">Gives the key in the file; null leaves the tensor out.</param>
    public static void Write(string path, ITensorSource source, Func<string, string?>? rename = null)
    {
        var keys = source.Tensors.Keys.Where(key => rename is null || rename(key) is not null).Order(StringComparer.Ordinal).ToArray();
        using var stream = File.Create(path);
        WriteHeader(stream, keys.Select(key => (rename?.Invoke(key) ?? key, source.Tensors[key])));
        var buffer = new float[PieceElements];
        foreach (var key in keys)
        {
            var count = source.Tensors[key].Count;
            for (var start = 0L; start < count; start += buffer.Length)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, count - start));
                source.Read(key, start, piece);
                stream.Write(MemoryMarshal.AsBytes(piece));
            }
        }
    }

    private static void WriteHeader(Stream stream, IEnumerable<(string Key, TensorInfo Info)> tensors)
    {
        var json = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        var offset = 0L;
        foreach (var (key, info) in tensors)
        {
            var end = offset + (4 * info.Count);
            json.Append($",\"{key}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', info.Shape)}],\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }

        var bytes = Encoding.UTF8.GetBytes(json.Append('}').ToString());
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        stream.Write(length);
        stream.Write(bytes);
    }
}
