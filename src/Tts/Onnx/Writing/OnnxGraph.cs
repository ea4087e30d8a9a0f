using System.Runtime.InteropServices;

namespace IShowTts.Tts.Onnx.Writing;

/// <summary>
/// A graph in the making. Every value has a name, so that a test can ask for any of them as an output. Weights go to the weights file, which several
/// graphs may share; small constants stay in the model.
/// </summary>
/// <param name="name">Name of the graph.</param>
/// <param name="weights">Where weights are written.</param>
internal sealed class OnnxGraph(string name, OnnxWeightsFile weights)
{
    /// <summary>Operator set of ONNX Runtime's own operators. An operation whose name starts with it is taken from there.</summary>
    public const string MicrosoftDomain = "com.microsoft";

    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];
    private readonly Dictionary<string, OnnxTensor> _tensors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>Name of the graph.</summary>
    public string Name => name;

    /// <summary>Operations in the order in which they were added, which must be a valid order to run them.</summary>
    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    /// <summary>What a caller gives.</summary>
    public IReadOnlyList<OnnxValue> Inputs => _inputs;

    /// <summary>What a caller gets.</summary>
    public IReadOnlyList<OnnxValue> Outputs => _outputs;

    /// <summary>Constants.</summary>
    public IReadOnlyCollection<OnnxTensor> Tensors => _tensors.Values;

    /// <summary>Declares an input.</summary>
    /// <returns><paramref name="value"/>.</returns>
    public string Input(string value, OnnxType type, params OnnxDimension[] shape)
    {
        Declare(value);
        _inputs.Add(new OnnxValue(value, type, shape));
        return value;
    }

    /// <summary>Makes a value an output.</summary>
    public void Output(string value, OnnxType type, params OnnxDimension[] shape) => Publish(value, type, shape);

    /// <summary>Makes any value an output without saying its shape, to look into a graph.</summary>
    public void Reveal(string value, OnnxType type) => Publish(value, type, null);

    /// <summary>Adds an operation with one output.</summary>
    /// <param name="output">Name of its value.</param>
    /// <param name="operation">Operator, with <c>com.microsoft.</c> before it for ONNX Runtime's own.</param>
    /// <param name="inputs">Values; an empty name leaves an optional one out.</param>
    /// <param name="attributes">Settings.</param>
    /// <returns><paramref name="output"/>.</returns>
    public string Add(string output, string operation, string[] inputs, params OnnxAttribute[] attributes)
    {
        AddMany([output], operation, inputs, attributes);
        return output;
    }

    /// <summary>Adds an operation with several outputs; an empty name leaves an optional one out.</summary>
    public void AddMany(string[] outputs, string operation, string[] inputs, params OnnxAttribute[] attributes)
    {
        var missing = inputs.FirstOrDefault(input => input.Length > 0 && !_values.Contains(input));
        if (missing is not null)
        {
            throw new InvalidOperationException($"Graph {name}: {operation} reads '{missing}', which nothing before it gives.");
        }

        Array.ForEach(outputs, Declare);
        var own = operation.StartsWith(MicrosoftDomain + ".", StringComparison.Ordinal);
        _nodes.Add(own
            ? new OnnxNode(MicrosoftDomain, operation[(MicrosoftDomain.Length + 1)..], inputs, outputs, attributes)
            : new OnnxNode(string.Empty, operation, inputs, outputs, attributes));
    }

    /// <summary>Gives a small constant of whole numbers; the same numbers always give the same value.</summary>
    public string Longs(long[] values, params long[] shape) =>
        Small(FormattableString.Invariant($"i64[{string.Join(',', shape)}]({string.Join(',', values)})"), OnnxType.Int64, shape, MemoryMarshal.AsBytes<long>(values));

    /// <summary>Gives a one-dimensional constant of whole numbers, as shapes and axes are.</summary>
    public string Axes(params long[] values) => Longs(values, values.Length);

    /// <summary>Gives an fp32 scalar.</summary>
    public string Scalar(float value) =>
        Small(FormattableString.Invariant($"f32({value:R})"), OnnxType.Float, [], MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in value)));

    /// <summary>Gives a constant of floating-point numbers from the weights file, written there the first time that it is asked for.</summary>
    /// <param name="value">Name, the same in every graph over this weights file.</param>
    /// <param name="type"><see cref="OnnxType.Float"/> or <see cref="OnnxType.Float16"/>.</param>
    /// <param name="shape">Row-major.</param>
    /// <param name="read">Gives the elements.</param>
    /// <returns><paramref name="value"/>.</returns>
    public string Weight(string value, OnnxType type, long[] shape, FloatReader read) => Keep(weights.AddFloats(value, type, shape, read));

    /// <summary>Gives a constant from the weights file whose bytes are made only when it is not there yet.</summary>
    public string Weight(string value, OnnxType type, long[] shape, Func<byte[]> make) => Keep(weights.AddBytes(value, type, shape, make));

    private void Publish(string value, OnnxType type, OnnxDimension[]? shape)
    {
        if (!_values.Contains(value))
        {
            throw new InvalidOperationException($"Graph {name} has no value '{value}' to give.");
        }

        _outputs.Add(new OnnxValue(value, type, shape));
    }

    private string Keep(OnnxTensor tensor)
    {
        if (_tensors.TryAdd(tensor.Name, tensor))
        {
            Declare(tensor.Name);
        }

        return tensor.Name;
    }

    private string Small(string value, OnnxType type, long[] shape, ReadOnlySpan<byte> data) =>
        _tensors.ContainsKey(value) ? value : Keep(new OnnxTensor(value, type, shape, data.ToArray(), null, 0, 0));

    private void Declare(string value)
    {
        if (value.Length > 0 && !_values.Add(value))
        {
            throw new InvalidOperationException($"Graph {name} has two values called '{value}'.");
        }
    }
}
