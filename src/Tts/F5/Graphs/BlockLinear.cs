using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>
/// Linear layers of the transformer blocks in the number format of the model. fp16 layers take and give fp16; all others fp32. How an int8 layer is quantized is
/// chosen by <see cref="Int8Rule"/>.
/// </summary>
/// <param name="layers">Where to add them.</param>
/// <param name="precision">The number format.</param>
/// <param name="rule">How int8 layers are quantized.</param>
internal sealed class BlockLinear(LayerBuilder layers, F5Precision precision, Int8Rule rule)
{
    private readonly OnnxGraph _graph = layers.Graph;

    /// <summary>Type of what the layers take and give.</summary>
    public OnnxType Type => precision == F5Precision.Fp16 ? OnnxType.Float16 : OnnxType.Float;

    /// <summary>Adds a linear layer on rows.</summary>
    /// <param name="output">Name of its value.</param>
    /// <param name="input"><c>[row, inputs]</c> of <see cref="Type"/>.</param>
    /// <param name="key">Key of the layer without <c>.weight</c>.</param>
    /// <param name="inputs">Width in.</param>
    /// <param name="outputs">Width out.</param>
    /// <param name="scale">Multiplied into weight and bias; 1 for none.</param>
    /// <returns><paramref name="output"/>, <c>[row, outputs]</c> of <see cref="Type"/>.</returns>
    public string Add(string output, string input, string key, long inputs, long outputs, float scale = 1) => precision switch
    {
        F5Precision.Fp32 => layers.Linear(output, input, key, inputs, outputs),
        F5Precision.Fp16 => Half(output, input, key, inputs, outputs, scale),
        _ => rule.Of(key) switch
        {
            Int8Form.PerTensor => PerTensor(output, input, key, inputs, outputs),
            Int8Form.PerBlock when QuantizedMatrix.BlockSize(inputs) is { } block => PerBlock(output, input, key, inputs, outputs, block),
            _ => layers.Linear(output, input, key, inputs, outputs),
        },
    };

    private string Half(string output, string input, string key, long inputs, long outputs, float scale)
    {
        var weight = _graph.Weight(key + ".weight.f16", OnnxType.Float16, [outputs, inputs], Scaled(layers.Weights.Reader(key + ".weight", outputs, inputs), scale));
        var bias = _graph.Weight(key + ".bias.f16", OnnxType.Float16, [outputs], Scaled(layers.Weights.Reader(key + ".bias", outputs), scale));
        return _graph.Add(output, "Gemm", [input, weight, bias], OnnxAttribute.Int("transB", 1));
    }

    // One scale for all activations of a run, one per column of weights.
    private string PerTensor(string output, string input, string key, long inputs, long outputs)
    {
        QuantizedMatrix? made = null;
        QuantizedMatrix Quantized() => made ??= QuantizedMatrix.PerColumn(layers.Weights.Whole(key + ".weight", outputs, inputs), (int)outputs, (int)inputs);
        var weight = _graph.Weight(key + ".weight.i8", OnnxType.Int8, [inputs, outputs], () => Quantized().Values);
        var scales = _graph.Weight(key + ".weight.scale", OnnxType.Float, [outputs], (start, destination) => Quantized().Scales.AsSpan((int)start, destination.Length).CopyTo(destination));
        return _graph.Add(output, "com.microsoft.DynamicQuantizeMatMul", [input, weight, scales, string.Empty, layers.Tensor(key + ".bias", [outputs])]);
    }

    // One scale per run of channels, for activations of each row and for weights of each column alike.
    private string PerBlock(string output, string input, string key, long inputs, long outputs, int block)
    {
        QuantizedMatrix? made = null;
        QuantizedMatrix Quantized() => made ??= QuantizedMatrix.PerBlock(layers.Weights.Whole(key + ".weight", outputs, inputs), block);
        var blocks = inputs / block;
        var weight = _graph.Weight(key + ".weight.u8", OnnxType.UInt8, [outputs, blocks, block], () => Quantized().Values);
        var scales = _graph.Weight(
            key + ".weight.scales", OnnxType.Float, [outputs * blocks], (start, destination) => Quantized().Scales.AsSpan((int)start, destination.Length).CopyTo(destination));
        return _graph.Add(
            output,
            "com.microsoft.MatMulNBits",
            [input, weight, scales, string.Empty, string.Empty, layers.Tensor(key + ".bias", [outputs])],
            OnnxAttribute.Int("K", inputs),
            OnnxAttribute.Int("N", outputs),
            OnnxAttribute.Int("bits", 8),
            OnnxAttribute.Int("block_size", block),
            OnnxAttribute.Int("accuracy_level", 4));
    }

    private static FloatReader Scaled(FloatReader read, float scale) => scale == 1
        ? read
        : (start, destination) =>
        {
            read(start, destination);
            System.Numerics.Tensors.TensorPrimitives.Multiply(destination, scale, destination);
        };
}
