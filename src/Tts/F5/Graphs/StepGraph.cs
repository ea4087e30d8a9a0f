using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>
/// One evaluation of the transformer with guidance and the solver's update (f5-tts.md 2.3 to 2.6, 3). Takes the state, what is constant over an utterance
/// and over a schedule, and the number of the step: the only thing that changes from step to step besides the state. Rows (guided and unguided, of one or
/// more utterances) lie below each other as <c>[row·utterance·frame, dim]</c>, the shape in which linear layers are fastest.
/// </summary>
internal static class StepGraph
{
    /// <summary>Columns of <c>solver</c>: weight of the velocity, weight of the one before, weight of the guided and of the unguided prediction.</summary>
    public const int SolverColumns = 4;

    private const int PositionKernel = 31;

    /// <summary>Builds the graph.</summary>
    /// <param name="architecture">Sizes and switches.</param>
    /// <param name="weights">The transformer.</param>
    /// <param name="file">Weights file; the graph with and without <paramref name="batch"/> share one.</param>
    /// <param name="precision">Number format of blocks.</param>
    /// <param name="batch">
    /// Adds <c>mask [row·utterance, frame]</c> (1 inside an utterance) that zeroes frames outside, and <c>keys [row·utterance]</c> (int32), the frames that may be
    /// attended to: for utterances of different length in one run, at the price of ONNX Runtime's slower attention.
    /// </param>
    /// <param name="rule">Form of each layer of an int8 model; null for the default.</param>
    /// <returns>
    /// Inputs <c>state</c>, <c>previous</c> (velocity before) <c>[utterance, frame, 100]</c>, <c>constant [row, utterance, frame, dim]</c>, <c>modulations</c>,
    /// <c>solver [step, 4]</c>, <c>step</c> (scalar); outputs <c>next_state</c>, <c>velocity</c>, <c>next_step</c>: bound to change places, nothing else moves.
    /// </returns>
    public static OnnxGraph Build(F5Architecture architecture, CheckpointWeights weights, OnnxWeightsFile file, F5Precision precision, bool batch, Int8Rule? rule = null)
    {
        var graph = new OnnxGraph(batch ? "step-batch" : "step", file);
        var layers = new LayerBuilder(graph, weights);
        Inputs(graph, architecture, batch);
        Shapes(layers, architecture);
        var vectors = Vectors(layers, architecture);
        var state = PositionConvolution(layers, Projection(layers, architecture), architecture, batch);
        var blocks = new StepBlocks(layers, architecture, precision, rule ?? Int8Rule.Default, batch);
        var normed = blocks.Build(state, vectors);
        graph.Add("norm_out", "Identity", [normed]);
        layers.Linear("output", "norm_out", "proj_out", architecture.Dim, F5Architecture.MelBins);
        Update(layers);
        graph.Output("next_state", OnnxType.Float, "utterance", "frame", F5Architecture.MelBins);
        graph.Output("velocity", OnnxType.Float, "utterance", "frame", F5Architecture.MelBins);
        graph.Add("next_step", "Add", ["step", graph.Longs([1])]);
        graph.Output("next_step", OnnxType.Int64);
        return graph;
    }

    private static void Inputs(OnnxGraph graph, F5Architecture architecture, bool batch)
    {
        graph.Input("state", OnnxType.Float, "utterance", "frame", F5Architecture.MelBins);
        graph.Input("previous", OnnxType.Float, "utterance", "frame", F5Architecture.MelBins);
        graph.Input("constant", OnnxType.Float, "row", "utterance", "frame", architecture.Dim);
        graph.Input("modulations", OnnxType.Float, "steps", ModulationGraph.Vectors(architecture), architecture.Dim);
        graph.Input("solver", OnnxType.Float, "steps", SolverColumns);
        graph.Input("step", OnnxType.Int64);
        if (batch)
        {
            graph.Input("mask", OnnxType.Float, "sequence", "frame");
            graph.Input("keys", OnnxType.Int32, "sequence");
        }
    }

    // Shapes used again and again: shape.rows is [row·utterance, frame, dim] with the first left to the runtime.
    private static void Shapes(LayerBuilder layers, F5Architecture architecture)
    {
        var graph = layers.Graph;
        graph.Add("shape", "Shape", ["constant"]);
        layers.Concat("shape.projection", 0, graph.Axes(1), layers.Slice("shape.state", "shape", 1, 4));
        layers.Concat("shape.rows", 0, graph.Axes(-1), layers.Slice("shape.frame", "shape", 2, 3), graph.Axes(architecture.Dim));
        layers.Concat("shape.heads", 0, graph.Axes(-1), "shape.frame", graph.Axes((long)architecture.Heads * architecture.HeadDim));
        layers.Concat("shape.prediction", 0, layers.Slice("row.count", "shape", 0, 1), graph.Axes(-1));
    }

    private static string[] Vectors(LayerBuilder layers, F5Architecture architecture)
    {
        var graph = layers.Graph;
        var names = Enumerable.Range(0, ModulationGraph.Vectors(architecture)).Select(static vector => $"modulation{vector}").ToArray();
        graph.Add("modulation", "Gather", ["modulations", "step"], OnnxAttribute.Int("axis", 0));
        layers.Reshape("modulation.flat", "modulation", -1);
        graph.AddMany(names, "Split", ["modulation.flat"], OnnxAttribute.Int("num_outputs", names.Length));
        graph.Add("solver.step", "Gather", ["solver", "step"], OnnxAttribute.Int("axis", 0));
        graph.AddMany(["velocity.weight", "previous.weight", "row.weight"], "Split", ["solver.step", graph.Axes(1, 1, 2)]);
        return names;
    }

    // The state's part of the projection is the same for all rows of an utterance.
    private static string Projection(LayerBuilder layers, F5Architecture architecture)
    {
        var graph = layers.Graph;
        long dim = architecture.Dim;
        layers.Reshape("state.rows", "state", -1, F5Architecture.MelBins);
        var columns = (2L * F5Architecture.MelBins) + architecture.TextDim;
        var projection = graph.Weight(
            "input_embed.proj.weight.state",
            OnnxType.Float,
            [dim, F5Architecture.MelBins],
            layers.Weights.Columns("input_embed.proj.weight", dim, columns, 0, F5Architecture.MelBins));
        graph.Add("state.projected", "Gemm", ["state.rows", projection], OnnxAttribute.Int("transB", 1));
        graph.Add("state.shaped", "Reshape", ["state.projected", "shape.projection"]);
        graph.Add("input.proj", "Add", ["constant", "state.shaped"]);
        return graph.Add("input.rows", "Reshape", ["input.proj", "shape.rows"]);
    }

    // As a 2-D convolution of height 1: ONNX Runtime has its fast blocked kernel for two dimensions only.
    private static string PositionConvolution(LayerBuilder layers, string input, F5Architecture architecture, bool batch)
    {
        var graph = layers.Graph;
        long dim = architecture.Dim;
        var mask = batch ? graph.Add("mask.column", "Unsqueeze", ["mask", graph.Axes(2)]) : null;
        var masked = mask is null ? input : graph.Add("input.masked", "Mul", [input, mask]);
        layers.Swap("conv_pos.channels", masked);
        var value = graph.Add("conv_pos.image", "Unsqueeze", ["conv_pos.channels", graph.Axes(2)]);
        var maskRow = batch ? graph.Add("mask.row", "Unsqueeze", ["mask", graph.Axes(1, 2)]) : null;
        for (var conv = 0; conv <= 2; conv += 2)
        {
            var name = $"conv_pos.{conv}";
            var key = $"input_embed.conv_pos_embed.conv1d.{conv}";
            long[] kernel = [dim, dim / F5Architecture.ConvGroups, PositionKernel];
            var weight = layers.Tensor(key + ".weight", kernel, dim, kernel[1], 1, PositionKernel);
            graph.Add(
                name,
                "Conv",
                [value, weight, layers.Tensor(key + ".bias", [dim])],
                OnnxAttribute.Int("group", F5Architecture.ConvGroups),
                OnnxAttribute.Ints("kernel_shape", 1, PositionKernel),
                OnnxAttribute.Ints("pads", 0, PositionKernel / 2, 0, PositionKernel / 2));
            value = Mish(graph, name, maskRow is null ? name : graph.Add(name + ".masked", "Mul", [name, maskRow]));
        }

        graph.Add("conv_pos.line", "Squeeze", [value, graph.Axes(2)]);
        layers.Swap("input.conv_pos", "conv_pos.line");
        graph.Add("input_embed", "Add", ["input.conv_pos", input]);
        return layers.Reshape("input_embed.rows", "input_embed", -1, dim);
    }

    private static string Mish(OnnxGraph graph, string name, string input)
    {
        graph.Add(name + ".softplus", "Softplus", [input]);
        graph.Add(name + ".tanh", "Tanh", [name + ".softplus"]);
        return graph.Add(name + ".mish", "Mul", [input, name + ".tanh"]);
    }

    // v = sum over rows of weight·prediction; next = state + a·v + b·previous.
    private static void Update(LayerBuilder layers)
    {
        var graph = layers.Graph;
        graph.Add("prediction.rows", "Reshape", ["output", "shape.prediction"]);
        graph.Add("row.used", "Slice", ["row.weight", graph.Axes(0), "row.count"]);
        layers.Reshape("row.column", "row.used", -1, 1);
        graph.Add("prediction.weighted", "Mul", ["prediction.rows", "row.column"]);
        graph.Add("velocity.flat", "ReduceSum", ["prediction.weighted", graph.Axes(0)], OnnxAttribute.Int("keepdims", 0));
        graph.Add("velocity", "Reshape", ["velocity.flat", graph.Add("state.shape", "Shape", ["state"])]);
        graph.Add("velocity.part", "Mul", ["velocity", "velocity.weight"]);
        graph.Add("previous.part", "Mul", ["previous", "previous.weight"]);
        graph.Add("change", "Add", ["velocity.part", "previous.part"]);
        graph.Add("next_state", "Add", ["state", "change"]);
    }
}
