using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>Layers that the graphs of a model share. Values are named after their layer, weights after their key.</summary>
/// <param name="graph">The graph to add to.</param>
/// <param name="weights">Where its weights come from.</param>
internal sealed class LayerBuilder(OnnxGraph graph, CheckpointWeights weights)
{
    /// <summary>The graph added to.</summary>
    public OnnxGraph Graph => graph;

    /// <summary>Where weights come from.</summary>
    public CheckpointWeights Weights => weights;

    /// <summary>An fp32 tensor of the checkpoint, optionally under another shape of as many elements.</summary>
    public string Tensor(string key, long[] shape, params long[] written) =>
        graph.Weight(key, OnnxType.Float, written.Length > 0 ? written : shape, weights.Reader(key, shape));

    /// <summary>fp32 linear layer on rows: <c>[row, inputs]</c> to <c>[row, outputs]</c>. PyTorch's <c>[outputs, inputs]</c> is kept; the runtime packs it once.</summary>
    public string Linear(string output, string input, string key, long inputs, long outputs) =>
        graph.Add(
            output, "Gemm", [input, Tensor(key + ".weight", [outputs, inputs]), Tensor(key + ".bias", [outputs])], OnnxAttribute.Int("transB", 1));

    /// <summary>Layer norm over the last axis with eps 1e-6.</summary>
    public string Norm(string output, string input, string scale, string shift) =>
        graph.Add(output, "LayerNormalization", [input, scale, shift], OnnxAttribute.Int("axis", -1), OnnxAttribute.Float("epsilon", 1e-6f));

    /// <summary>Layer norm with the checkpoint's own scale and shift.</summary>
    public string Norm(string output, string input, string key, long size) =>
        Norm(output, input, Tensor(key + ".weight", [size]), Tensor(key + ".bias", [size]));

    /// <summary>Depthwise convolution over time, <c>[batch, channel, frame]</c>, kernel 7, same length.</summary>
    public string Depthwise(string output, string input, string key, long channels) =>
        graph.Add(
            output,
            "Conv",
            [input, Tensor(key + ".weight", [channels, 1, 7]), Tensor(key + ".bias", [channels])],
            OnnxAttribute.Int("group", channels),
            OnnxAttribute.Ints("kernel_shape", 7),
            OnnxAttribute.Ints("pads", 3, 3));

    /// <summary>Swaps the last two of three axes.</summary>
    public string Swap(string output, string input) => graph.Add(output, "Transpose", [input], OnnxAttribute.Ints("perm", 0, 2, 1));

    /// <summary>Gives the same elements another shape; −1 is what remains.</summary>
    public string Reshape(string output, string input, params long[] shape) => graph.Add(output, "Reshape", [input, graph.Axes(shape)]);

    /// <summary>Joins along an axis.</summary>
    public string Concat(string output, long axis, params string[] inputs) => graph.Add(output, "Concat", inputs, OnnxAttribute.Int("axis", axis));

    /// <summary>Takes a range of a one-dimensional value, as shapes are.</summary>
    public string Slice(string output, string input, long from, long to) => graph.Add(output, "Slice", [input, graph.Axes(from), graph.Axes(to)]);
}
