using System.Buffers.Binary;
using System.Text;

namespace IShowTts.TestKit;

/// <summary>Assembles pickles byte by byte, good and hostile ones, with the instructions that torch writes (protocol 2).</summary>
public sealed class PickleWriter
{
    private readonly List<byte> _bytes = [0x80, 2];

    /// <summary>The pickle so far.</summary>
    public byte[] Bytes => [.. _bytes];

    /// <summary>Adds instructions as they are.</summary>
    public PickleWriter Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Adds one-letter instructions, for example <c>"(t"</c>.</summary>
    public PickleWriter Op(string letters) => Raw(Encoding.Latin1.GetBytes(letters));

    /// <summary>Pushes a text.</summary>
    public PickleWriter Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return Op("X").Raw(Little(utf8.Length, 4)).Raw(utf8);
    }

    /// <summary>Pushes a number: four bytes, or eight when it needs them.</summary>
    public PickleWriter Number(long value) => value is >= int.MinValue and <= int.MaxValue ? Op("J").Raw(Little(value, 4)) : Raw(0x8A, 8).Raw(Little(value, 8));

    /// <summary>Pushes a global.</summary>
    public PickleWriter Global(string module, string name) => Op($"c{module}\n{name}\n");

    /// <summary>Pushes a tuple of numbers.</summary>
    public PickleWriter Numbers(params IEnumerable<long> values)
    {
        Op("(");
        foreach (var value in values)
        {
            Number(value);
        }

        return Op("t");
    }

    /// <summary>Pushes a storage by its persistent id.</summary>
    public PickleWriter Storage(string type, string key, long count) => Op("(").Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count).Op("tQ");

    /// <summary>Pushes a tensor, as <c>torch.save</c> writes it.</summary>
    public PickleWriter Tensor(string type, string key, long storageCount, long offset, long[] shape, long[] strides) =>
        Global("torch._utils", "_rebuild_tensor_v2").Op("(").Storage(type, key, storageCount).Number(offset).Numbers(shape).Numbers(strides)
            .Raw(0x89).Global("collections", "OrderedDict").Op(")R").Op("tR");

    /// <summary>Ends the pickle.</summary>
    public byte[] Stop() => Op(".").Bytes;

    private static byte[] Little(long value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes[..size];
    }
}
