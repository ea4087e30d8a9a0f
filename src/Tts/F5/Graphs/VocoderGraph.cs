using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>
/// Vocos (f5-tts.md 7) in fp32, in two forms over the same weights. With the inverse STFT in the graph, the inverse transform with its window is one matrix and
/// overlap-add four shifted sums, so samples are all that leaves a GPU. On a processor <see cref="Dsp.InverseStft"/> is faster, and the graph ends with Vocos' head.
/// </summary>
internal static class VocoderGraph
{
    private const int Bins = (VocosArchitecture.FftSize / 2) + 1;
    private const int Overlap = VocosArchitecture.FftSize / VocosArchitecture.Hop;

    /// <summary>Builds the graph: <c>mel [1, frame, 100]</c> to <c>samples [1, sample]</c>, (frames − 1)·256 of them.</summary>
    /// <param name="architecture">Sizes.</param>
    /// <param name="weights">Vocos.</param>
    /// <param name="file">Weights file.</param>
    /// <param name="samples">False ends the graph, then named <c>vocoder-head</c>, with <c>head_out [frame, 1026]</c>: log magnitudes and phases.</param>
    public static OnnxGraph Build(VocosArchitecture architecture, CheckpointWeights weights, OnnxWeightsFile file, bool samples = true)
    {
        var graph = new OnnxGraph(samples ? "vocoder" : "vocoder-head", file);
        var layers = new LayerBuilder(graph, weights);
        long dim = architecture.Dim;
        graph.Input("mel", OnnxType.Float, 1, "frame", F5Architecture.MelBins);
        layers.Swap("mel.channels", "mel");
        var kernel = layers.Tensor("backbone.embed.weight", [dim, F5Architecture.MelBins, 7]);
        graph.Add("embed", "Conv", ["mel.channels", kernel, layers.Tensor("backbone.embed.bias", [dim])], OnnxAttribute.Ints("kernel_shape", 7), OnnxAttribute.Ints("pads", 3, 3));
        layers.Swap("embed.frames", "embed");
        layers.Norm("norm", "embed.frames", "backbone.norm", dim);
        var channels = layers.Swap("norm.channels", "norm");
        for (var layer = 0; layer < architecture.Layers; layer++)
        {
            channels = Block(layers, $"convnext{layer}", $"backbone.convnext.{layer}", channels, architecture);
        }

        layers.Swap("convnext.frames", channels);
        layers.Norm("final_norm", "convnext.frames", "backbone.final_layer_norm", dim);
        layers.Reshape("final_norm.rows", "final_norm", -1, dim);
        layers.Linear("head_out", "final_norm.rows", "head.out", dim, 2 * Bins);
        if (!samples)
        {
            graph.Output("head_out", OnnxType.Float, "frame", 2 * Bins);
            return graph;
        }

        InverseTransform(layers);
        graph.Output("samples", OnnxType.Float, 1, "sample");
        return graph;
    }

    // In and out are [1, channel, frame].
    private static string Block(LayerBuilder layers, string name, string key, string input, VocosArchitecture architecture)
    {
        var graph = layers.Graph;
        long dim = architecture.Dim, inner = architecture.IntermediateDim;
        layers.Depthwise(name + ".dwconv", input, key + ".dwconv", dim);
        layers.Swap(name + ".frames", name + ".dwconv");
        layers.Norm(name + ".norm", name + ".frames", key + ".norm", dim);
        layers.Reshape(name + ".rows", name + ".norm", -1, dim);
        layers.Linear(name + ".pwconv1", name + ".rows", key + ".pwconv1", dim, inner);
        graph.Add(name + ".gelu", "Gelu", [name + ".pwconv1"], OnnxAttribute.Text("approximate", "none"));
        layers.Linear(name + ".pwconv2", name + ".gelu", key + ".pwconv2", inner, dim);
        graph.Add(name + ".scaled", "Mul", [name + ".pwconv2", layers.Tensor(key + ".gamma", [dim])]);
        graph.Add(name + ".back", "Unsqueeze", [name + ".scaled", graph.Axes(0)]);
        layers.Swap(name + ".channels", name + ".back");
        return graph.Add(name, "Add", [input, name + ".channels"]);
    }

    private static void InverseTransform(LayerBuilder layers)
    {
        var graph = layers.Graph;
        graph.AddMany(["log_magnitude", "phase"], "Split", ["head_out", graph.Axes(Bins, Bins)], OnnxAttribute.Int("axis", 1));
        graph.Add("magnitude.open", "Exp", ["log_magnitude"]);
        graph.Add("magnitude", "Min", ["magnitude.open", graph.Scalar(100)]);
        graph.Add("real", "Mul", ["magnitude", graph.Add("phase.cos", "Cos", ["phase"])]);
        graph.Add("imaginary", "Mul", ["magnitude", graph.Add("phase.sin", "Sin", ["phase"])]);
        layers.Concat("spectrum", 1, "real", "imaginary");
        var window = layers.Weights.Whole("head.istft.window", VocosArchitecture.FftSize);
        var basis = graph.Weight("inverse_basis", OnnxType.Float, [2 * Bins, VocosArchitecture.FftSize], InverseBasis(window));
        graph.Add("windowed", "MatMul", ["spectrum", basis]);
        graph.Add("ones", "ConstantOfShape", [layers.Concat("ones.shape", 0, layers.Slice("frames", graph.Add("head.shape", "Shape", ["head_out"]), 0, 1), graph.Axes(1))]);
        graph.Add("frame.one", "Add", ["ones", graph.Scalar(1)]);
        var sum = OverlapAdd(layers, "sum", "windowed");
        // Which quarters of squared windows lie over each hop: fewer at both ends.
        var lying = Enumerable.Range(0, Overlap).Select(quarter => Later(graph, $"frame.one{quarter}", "frame.one", quarter)).ToArray();
        layers.Concat("frame.quarters", 1, lying);
        var squares = graph.Weight("window_squares", OnnxType.Float, [Overlap, VocosArchitecture.Hop], Squares(window));
        var norm = graph.Add("norm_sum", "MatMul", ["frame.quarters", squares]);
        graph.Add("quotient", "Div", [Inner(layers, "sum.inner", sum), Inner(layers, "norm_sum.inner", norm)]);
        layers.Reshape("samples", "quotient", 1, -1);
    }

    // [frame, 1024] to [frame + 3, 256]: quarter j of a frame lies j hops later.
    private static string OverlapAdd(LayerBuilder layers, string name, string input)
    {
        var graph = layers.Graph;
        var quarters = Enumerable.Range(0, Overlap).Select(quarter => $"{name}.quarter{quarter}").ToArray();
        graph.AddMany(quarters, "Split", [input], OnnxAttribute.Int("axis", 1), OnnxAttribute.Int("num_outputs", Overlap));
        var padded = quarters.Select((quarter, index) => Later(graph, quarter + ".padded", quarter, index)).ToArray();
        var first = graph.Add(name + ".first", "Add", [padded[0], padded[1]]);
        var second = graph.Add(name + ".second", "Add", [padded[2], padded[3]]);
        return graph.Add(name, "Add", [first, second]);
    }

    private static string Later(OnnxGraph graph, string output, string input, int hops) =>
        graph.Add(output, "Pad", [input, graph.Axes(hops, 0, Overlap - 1 - hops, 0)]);

    // center=True: half a window, that is two hops, is cut at both ends.
    private static string Inner(LayerBuilder layers, string output, string input) =>
        layers.Slice(output, input, Overlap / 2, -(Overlap / 2));

    // Row k < 513: cosine of bin k, else minus its sine; both with the window, 1/1024 and the weight 2 of bins that stand for two.
    private static FloatReader InverseBasis(float[] window) => (start, destination) =>
    {
        const int size = VocosArchitecture.FftSize;
        for (var i = 0; i < destination.Length; i++)
        {
            var (row, sample) = Math.DivRem(start + i, size);
            var bin = row % Bins;
            var weight = bin is 0 or (Bins - 1) ? 1.0 : 2.0;
            var angle = 2 * Math.PI * (bin * sample % size) / size;
            var wave = row < Bins ? Math.Cos(angle) : bin is 0 or (Bins - 1) ? 0 : -Math.Sin(angle);
            destination[i] = (float)(wave * weight / size * window[sample]);
        }
    };

    private static FloatReader Squares(float[] window) => (start, destination) =>
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = window[start + i] * window[start + i];
        }
    };
}
