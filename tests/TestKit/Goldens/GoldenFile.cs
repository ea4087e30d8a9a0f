using System.Text.Json;
using IShowTts.Tts.Checkpoints;
using Xunit;

namespace IShowTts.TestKit;

/// <summary>One golden safetensors file with what the manifest says about its tensors.</summary>
public sealed class GoldenFile : IDisposable
{
    private readonly SafetensorsFile _file;
    private readonly string _name;

    internal GoldenFile(string name, string path)
    {
        _name = name;
        _file = new SafetensorsFile(path);
    }

    /// <summary>Names of all tensors.</summary>
    public IReadOnlyCollection<string> Names => [.. _file.Tensors.Keys];

    /// <summary>Names of a case's tensors, without the case.</summary>
    /// <param name="name">The case.</param>
    public IEnumerable<string> NamesUnder(string name) =>
        Names.Where(tensor => tensor.StartsWith(name + "/", StringComparison.Ordinal)).Select(tensor => tensor[(name.Length + 1)..]);

    /// <summary>The file as the converter would read it.</summary>
    internal ITensorSource Source => _file;

    /// <summary>Whether there is such a tensor.</summary>
    /// <param name="tensor">Name.</param>
    public bool Has(string tensor) => _file.Tensors.ContainsKey(tensor);

    /// <summary>Shape of a tensor, row-major; skips the test when there is none.</summary>
    /// <param name="tensor">Name.</param>
    public IReadOnlyList<long> Shape(string tensor) => Find(tensor).Shape;

    /// <summary>A tensor with its values as fp32 and its rounding floor; skips the test when there is none.</summary>
    /// <param name="tensor">Name.</param>
    public GoldenTensor Tensor(string tensor)
    {
        var info = Find(tensor);
        var values = new float[info.Count];
        _file.Read(tensor, 0, values);
        var floor = Goldens.Property(Goldens.TensorEntry(_name, tensor), "fp64_max_abs_diff");
        return new GoldenTensor($"{_name}:{tensor}", info.Shape, values, floor.ValueKind == JsonValueKind.Number ? floor.GetDouble() : null);
    }

    /// <summary>Values as fp32; skips the test when there is no such tensor.</summary>
    /// <param name="tensor">Name.</param>
    public float[] Floats(string tensor) => Tensor(tensor).Values;

    /// <summary>Values of a whole-number tensor (int64, int16, uint8, bool); skips the test when there is none.</summary>
    /// <param name="tensor">Name.</param>
    public long[] Integers(string tensor)
    {
        var values = new long[Find(tensor).Count];
        _file.ReadIntegers(tensor, 0, values);
        return values;
    }

    /// <summary>Fails unless the values are within the tolerance of the golden tensor, see <see cref="GoldenTensor.Tolerance"/>.</summary>
    /// <param name="tensor">Name.</param>
    /// <param name="actual">Row-major, of the same shape.</param>
    /// <returns>What was measured.</returns>
    public GoldenError AssertClose(string tensor, ReadOnlySpan<float> actual) => Tensor(tensor).AssertClose(actual);

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private TensorInfo Find(string tensor)
    {
        Skip.IfNot(_file.Tensors.ContainsKey(tensor), $"{_name} of the goldens in {Goldens.Folder} has no {tensor}.");
        return _file.Tensors[tensor];
    }
}
