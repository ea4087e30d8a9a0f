using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>
/// Time of each step in, all its AdaLN vectors out (f5-tts.md 2.1, 2.5, 2.6), in fp32. Run once per schedule. Vectors of a block: shift, 1 + scale and
/// gate of the attention, then of the feed-forward network; at the end 1 + scale and shift of the last norm.
/// </summary>
internal static class ModulationGraph
{
    /// <summary>Vectors per block.</summary>
    public const int PerBlock = 6;

    private const int SinusoidHalf = 128;

    /// <summary>Number of vectors of a step.</summary>
    public static int Vectors(F5Architecture architecture) => (PerBlock * architecture.Depth) + 2;

    /// <summary>Builds the graph: <c>time [step]</c> to <c>modulations [step, vector, dim]</c>.</summary>
    public static OnnxGraph Build(F5Architecture architecture, CheckpointWeights weights, OnnxWeightsFile file)
    {
        var graph = new OnnxGraph("modulation", file);
        var layers = new LayerBuilder(graph, weights);
        long dim = architecture.Dim;
        graph.Input("time", OnnxType.Float, "step");
        var swish = Embedding(layers, dim);
        var parts = new string[architecture.Depth + 1];
        for (var block = 0; block < architecture.Depth; block++)
        {
            var linear = layers.Linear($"block{block}.linear", swish, $"transformer_blocks.{block}.attn_norm.linear", dim, PerBlock * dim);
            parts[block] = layers.Reshape($"block{block}.vectors", linear, -1, PerBlock, dim);
        }

        var last = layers.Linear("norm_out.linear", swish, "norm_out.linear", dim, 2 * dim);
        parts[^1] = layers.Reshape("norm_out.vectors", last, -1, 2, dim);
        layers.Concat("raw", 1, parts);
        var ones = graph.Weight("one_where_scale", OnnxType.Float, [1, Vectors(architecture), 1], IsScale(architecture));
        graph.Add("modulations", "Add", ["raw", ones]);
        graph.Output("modulations", OnnxType.Float, "step", Vectors(architecture), dim);
        return graph;
    }

    private static string Embedding(LayerBuilder layers, long dim)
    {
        var graph = layers.Graph;
        graph.Add("scaled", "Mul", ["time", graph.Scalar(1000)]);
        layers.Reshape("column", "scaled", -1, 1);
        graph.Add("angle", "Mul", ["column", graph.Weight("frequencies", OnnxType.Float, [1, SinusoidHalf], Frequencies)]);
        layers.Concat("time_sinus", 1, graph.Add("sin", "Sin", ["angle"]), graph.Add("cos", "Cos", ["angle"]));
        layers.Linear("time_mlp.0", "time_sinus", "time_embed.time_mlp.0", 2 * SinusoidHalf, dim);
        Swish(graph, "time_mlp.swish", "time_mlp.0");
        layers.Linear("t", "time_mlp.swish", "time_embed.time_mlp.2", dim, dim);
        return Swish(graph, "t.swish", "t");
    }

    private static string Swish(OnnxGraph graph, string output, string input) =>
        graph.Add(output, "Mul", [input, graph.Add(output + ".sigmoid", "Sigmoid", [input])]);

    // exp(−k·ln(10000)/127), each operation rounded to fp32 as the reference does.
    private static void Frequencies(long start, Span<float> destination)
    {
        var step = (float)(-Math.Log(10000) / (SinusoidHalf - 1));
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = MathF.Exp((start + i) * step);
        }
    }

    private static FloatReader IsScale(F5Architecture architecture) => (start, destination) =>
    {
        var last = Vectors(architecture) - 2;
        for (var i = 0; i < destination.Length; i++)
        {
            var vector = start + i;
            destination[i] = vector == last || (vector < last && vector % 3 == 1) ? 1 : 0;
        }
    };
}
