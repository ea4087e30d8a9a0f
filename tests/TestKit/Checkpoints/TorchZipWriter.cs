using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using IShowTts.Tts.Checkpoints;

namespace IShowTts.TestKit;

/// <summary>Writes what <c>torch.save(state_dict)</c> writes: a stored zip with a pickle and one entry per storage. The zip comes from the framework's own writer.</summary>
internal static class TorchZipWriter
{
    /// <summary>Writes all tensors of a source as fp32.</summary>
    /// <param name="path">The file; replaced.</param>
    /// <param name="source">The tensors; they must fit into memory.</param>
    public static void Write(string path, ITensorSource source)
    {
        var pickle = new PickleWriter().Global("collections", "OrderedDict").Op(")R").Raw((byte)'q', 0).Op("(");
        var storages = new List<(string Name, byte[] Data)>();
        foreach (var (key, info) in source.Tensors)
        {
            var values = new float[info.Count];
            source.Read(key, 0, values);
            pickle.Text(key).Tensor("FloatStorage", $"{storages.Count}", info.Count, 0, [.. info.Shape], Strides(info.Shape));
            storages.Add(($"archive/data/{storages.Count}", MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));
        }

        // As torch does: the state of the ordered dictionary holds versions of modules.
        pickle.Op("u").Op("}").Text("_metadata").Global("collections", "OrderedDict").Op(")R").Op("(").Text("").Op("}").Text("version").Number(1).Op("su").Op("s").Op("b");
        WriteZip(path, [("archive/data.pkl", pickle.Stop()), ("archive/byteorder", Encoding.ASCII.GetBytes("little")), .. storages, ("archive/version", Encoding.ASCII.GetBytes("3\n"))]);
    }

    /// <summary>Writes a zip of stored entries.</summary>
    /// <param name="path">The file; replaced.</param>
    /// <param name="entries">Names and data, in this order.</param>
    /// <param name="compression">Stored, as torch does, unless a test wants otherwise.</param>
    public static void WriteZip(string path, IEnumerable<(string Name, byte[] Data)> entries, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, data) in entries)
        {
            using var stream = zip.CreateEntry(name, compression).Open();
            stream.Write(data);
        }
    }

    /// <summary>Strides of a contiguous tensor.</summary>
    public static long[] Strides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        for (var (axis, size) = (shape.Count - 1, 1L); axis >= 0; size *= shape[axis--])
        {
            strides[axis] = size;
        }

        return strides;
    }
}
