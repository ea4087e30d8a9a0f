using IShowTts.Tts.Checkpoints;

namespace IShowTts.TestKit;

/// <summary>Tensors in memory that a test may change: a copy of another source, with keys added, removed, renamed or reshaped.</summary>
internal sealed class MemoryTensors : ITensorSource
{
    private readonly Dictionary<string, TensorInfo> _infos = new(StringComparer.Ordinal);
    private readonly Dictionary<string, float[]> _values = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public string Name => "test tensors";

    /// <inheritdoc />
    public IReadOnlyDictionary<string, TensorInfo> Tensors => _infos;

    /// <summary>Whether it was disposed.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Copies a source whole.</summary>
    public static MemoryTensors Copy(ITensorSource source, Func<string, string>? rename = null)
    {
        var copy = new MemoryTensors();
        foreach (var (key, info) in source.Tensors)
        {
            var values = new float[info.Count];
            source.Read(key, 0, values);
            copy.Set(rename?.Invoke(key) ?? key, values, [.. info.Shape]);
        }

        return copy;
    }

    /// <summary>Adds or replaces a tensor.</summary>
    public void Set(string key, float[] values, params long[] shape)
    {
        _infos[key] = new TensorInfo("F32", shape);
        _values[key] = values;
    }

    /// <summary>Adds or replaces a tensor of zeros.</summary>
    public void Set(string key, params long[] shape) => Set(key, new float[shape.Aggregate(1L, static (product, size) => product * size)], shape);

    /// <summary>Removes a tensor.</summary>
    public void Remove(string key)
    {
        _infos.Remove(key);
        _values.Remove(key);
    }

    /// <summary>The values of a tensor, to change.</summary>
    public float[] Values(string key) => _values[key];

    /// <inheritdoc />
    public void Read(string key, long start, Span<float> destination) => _values[key].AsSpan((int)start, destination.Length).CopyTo(destination);

    /// <inheritdoc />
    public void Dispose() => IsDisposed = true;
}
