using System.Runtime.InteropServices;

namespace IShowTts.Tts.Onnx.Writing;

/// <summary>
/// A file of weights beside one or more models ("external data"). Tensors start at multiples of 4096 bytes, so that a runtime may map them. They are
/// written in pieces: no tensor is ever whole in memory. Not thread safe.
/// </summary>
internal sealed class OnnxWeightsFile : IDisposable
{
    private const int Alignment = 4096;
    private const int PieceElements = 1 << 18;
    private readonly FileStream _file;
    private readonly Dictionary<string, OnnxTensor> _tensors = new(StringComparer.Ordinal);
    private readonly float[] _piece = new float[PieceElements];
    private readonly Half[] _halves = new Half[PieceElements];

    /// <summary>Makes the file; an existing one is replaced.</summary>
    /// <param name="path">Where.</param>
    public OnnxWeightsFile(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        FileName = Path.GetFileName(path);
    }

    /// <summary>Called with the bytes written so far, after each piece. May throw to stop.</summary>
    public Action<long>? Progress { get; set; }

    /// <summary>Name of the file, without its folder.</summary>
    public string FileName { get; }

    /// <summary>Bytes written.</summary>
    public long Length => _file.Position;

    /// <summary>Writes a tensor of floating-point numbers, or gives the one of this name that is already here.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="type"><see cref="OnnxType.Float"/> or <see cref="OnnxType.Float16"/> (rounded to nearest).</param>
    /// <param name="shape">Row-major.</param>
    /// <param name="read">Gives the elements in ascending pieces.</param>
    public OnnxTensor AddFloats(string name, OnnxType type, IReadOnlyList<long> shape, FloatReader read)
    {
        if (Known(name, type, shape) is { } known)
        {
            return known;
        }

        var offset = Align();
        var count = shape.Aggregate(1L, static (product, length) => checked(product * length));
        for (var start = 0L; start < count; start += PieceElements)
        {
            var piece = _piece.AsSpan(0, (int)Math.Min(PieceElements, count - start));
            read(start, piece);
            WritePiece(type, piece);
            Progress?.Invoke(Length);
        }

        return Place(name, type, shape, offset);
    }

    /// <summary>Writes a tensor that was made whole (quantized weights), or gives the one of this name that is already here.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Row-major.</param>
    /// <param name="make">Gives the little-endian elements; not called when the tensor is here.</param>
    public OnnxTensor AddBytes(string name, OnnxType type, IReadOnlyList<long> shape, Func<byte[]> make)
    {
        if (Known(name, type, shape) is { } known)
        {
            return known;
        }

        var offset = Align();
        _file.Write(make());
        Progress?.Invoke(Length);
        return Place(name, type, shape, offset);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void WritePiece(OnnxType type, Span<float> piece)
    {
        switch (type)
        {
            case OnnxType.Float:
                _file.Write(MemoryMarshal.AsBytes(piece));
                break;
            case OnnxType.Float16:
                for (var i = 0; i < piece.Length; i++)
                {
                    _halves[i] = (Half)piece[i];
                }

                _file.Write(MemoryMarshal.AsBytes(_halves.AsSpan(0, piece.Length)));
                break;
            default:
                throw new NotSupportedException($"Floating-point weights cannot be written as {type}.");
        }
    }

    private OnnxTensor? Known(string name, OnnxType type, IReadOnlyList<long> shape)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            return null;
        }

        return tensor.Type == type && tensor.Shape.SequenceEqual(shape)
            ? tensor
            : throw new InvalidOperationException($"{FileName} already holds '{name}' with another type or shape.");
    }

    private OnnxTensor Place(string name, OnnxType type, IReadOnlyList<long> shape, long offset)
    {
        var tensor = new OnnxTensor(name, type, shape, default, FileName, offset, Length - offset);
        _tensors.Add(name, tensor);
        return tensor;
    }

    private long Align()
    {
        var offset = (Length + Alignment - 1) / Alignment * Alignment;
        _file.Write(new byte[offset - Length]);
        return offset;
    }
}
