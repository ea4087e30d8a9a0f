using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>
/// What the text and the prompt add to the input projection (f5-tts.md 2.2, 2.3), for the guided and the unguided row, in fp32. Run once per utterance:
/// <c>constant = W_cond·cond + W_text·text + b</c>.
/// </summary>
internal static class TextGraph
{
    /// <summary>Most frames of an utterance: the length of the position table.</summary>
    public const int MostFrames = 8192;

    /// <summary>
    /// Builds the graph: <c>ids [utterance, frame]</c> (vocabulary index + 1, 0 is filler), <c>cond [utterance, frame, 100]</c> and, for a batch,
    /// <c>mask [utterance, frame]</c> (1 inside the utterance) to <c>constant [2, utterance, frame, dim]</c>.
    /// </summary>
    public static OnnxGraph Build(F5Architecture architecture, CheckpointWeights weights, OnnxWeightsFile file, bool batch)
    {
        var graph = new OnnxGraph(batch ? "text-batch" : "text", file);
        var layers = new LayerBuilder(graph, weights);
        long dim = architecture.Dim, width = architecture.TextDim;
        graph.Input("ids", OnnxType.Int64, "utterance", "frame");
        graph.Input("cond", OnnxType.Float, "utterance", "frame", F5Architecture.MelBins);
        var text = Lookup(layers, architecture, batch);
        var keep = architecture.TextMaskPadding ? Keep(layers) : null;
        text = keep is null ? text : graph.Add("text.masked", "Mul", [text, keep]);
        graph.Add("text.shape", "Shape", [text]);
        for (var block = 0; block < architecture.TextConvLayers; block++)
        {
            text = Block(layers, $"text.block{block}", $"text_embed.text_blocks.{block}", text, keep, width);
        }

        graph.Add("no_cond", "Mul", ["cond", graph.Scalar(0)]);
        layers.Concat("both_cond", 0, "cond", "no_cond");
        layers.Concat("features", 2, "both_cond", text);
        layers.Reshape("features.rows", "features", -1, F5Architecture.MelBins + width);
        var columns = (2 * F5Architecture.MelBins) + width;
        var projection = graph.Weight(
            "input_embed.proj.weight.constant",
            OnnxType.Float,
            [dim, columns - F5Architecture.MelBins],
            weights.Columns("input_embed.proj.weight", dim, columns, F5Architecture.MelBins, columns - F5Architecture.MelBins));
        graph.Add("projected", "Gemm", ["features.rows", projection, layers.Tensor("input_embed.proj.bias", [dim])], OnnxAttribute.Int("transB", 1));
        graph.Add("ids.shape", "Shape", ["ids"]);
        graph.Add("constant", "Reshape", ["projected", layers.Concat("constant.shape", 0, graph.Axes(2), "ids.shape", graph.Axes(dim))]);
        graph.Output("constant", OnnxType.Float, 2, "utterance", "frame", dim);
        return graph;
    }

    // Guided rows, then unguided ones, whose tokens are all filler: [2·utterance, frame, width].
    private static string Lookup(LayerBuilder layers, F5Architecture architecture, bool batch)
    {
        var graph = layers.Graph;
        long width = architecture.TextDim;
        graph.Add("no_ids", "Mul", ["ids", graph.Longs([0])]);
        layers.Concat("both_ids", 0, "ids", "no_ids");
        var table = layers.Tensor("text_embed.text_embed.weight", [architecture.VocabularySize + 1, width]);
        graph.Add("text.lookup", "Gather", [table, "both_ids"]);
        graph.Add("text.shape.ids", "Shape", ["ids"]);
        var positions = graph.Weight("text_embed.positions", OnnxType.Float, [MostFrames, width], Positions((int)width));
        graph.Add("text.positions", "Slice", [positions, graph.Axes(0), layers.Slice("text.frames", "text.shape.ids", 1, 2)]);
        var text = graph.Add("text.placed", "Add", ["text.lookup", "text.positions"]);
        if (!batch)
        {
            return text;
        }

        graph.Input("mask", OnnxType.Float, "utterance", "frame");
        layers.Concat("both_mask", 0, "mask", "mask");
        return graph.Add("text.inside", "Mul", [text, graph.Add("mask.column", "Unsqueeze", ["both_mask", graph.Axes(2)])]);
    }

    // 1 for a token, 0 for filler, from the guided ids in both rows.
    private static string Keep(LayerBuilder layers)
    {
        var graph = layers.Graph;
        graph.Add("token", "Greater", ["ids", graph.Longs([0])]);
        graph.Add("token.number", "Cast", ["token"], OnnxAttribute.Int("to", (int)OnnxType.Float));
        layers.Concat("both_tokens", 0, "token.number", "token.number");
        return graph.Add("keep", "Unsqueeze", ["both_tokens", graph.Axes(2)]);
    }

    // ConvNeXt V2 with global response normalization over all frames.
    private static string Block(LayerBuilder layers, string name, string key, string input, string? keep, long width)
    {
        var graph = layers.Graph;
        var inner = 2 * width;
        layers.Swap(name + ".channels", input);
        layers.Depthwise(name + ".dwconv", name + ".channels", key + ".dwconv", width);
        layers.Swap(name + ".frames", name + ".dwconv");
        layers.Norm(name + ".norm", name + ".frames", key + ".norm", width);
        layers.Reshape(name + ".rows", name + ".norm", -1, width);
        layers.Linear(name + ".pwconv1", name + ".rows", key + ".pwconv1", width, inner);
        graph.Add(name + ".gelu.rows", "Gelu", [name + ".pwconv1"], OnnxAttribute.Text("approximate", "none"));
        layers.Concat(name + ".shape", 0, layers.Slice(name + ".lead", "text.shape", 0, 2), graph.Axes(inner));
        graph.Add(name + ".gelu", "Reshape", [name + ".gelu.rows", name + ".shape"]);
        var response = ResponseNorm(layers, name + ".grn", name + ".gelu", key + ".grn", inner);
        layers.Reshape(name + ".grn.rows", response, -1, inner);
        layers.Linear(name + ".pwconv2", name + ".grn.rows", key + ".pwconv2", inner, width);
        graph.Add(name + ".back", "Reshape", [name + ".pwconv2", "text.shape"]);
        var sum = graph.Add(keep is null ? name : name + ".sum", "Add", [input, name + ".back"]);
        return keep is null ? sum : graph.Add(name, "Mul", [sum, keep]);
    }

    private static string ResponseNorm(LayerBuilder layers, string name, string input, string key, long channels)
    {
        var graph = layers.Graph;
        graph.Add(name + ".length", "ReduceL2", [input, graph.Axes(1)], OnnxAttribute.Int("keepdims", 1));
        graph.Add(name + ".mean", "ReduceMean", [name + ".length", graph.Axes(2)], OnnxAttribute.Int("keepdims", 1));
        graph.Add(name + ".safe", "Add", [name + ".mean", graph.Scalar(1e-6f)]);
        graph.Add(name + ".ratio", "Div", [name + ".length", name + ".safe"]);
        graph.Add(name + ".scaled", "Mul", [input, name + ".ratio"]);
        graph.Add(name + ".gained", "Mul", [name + ".scaled", layers.Tensor(key + ".gamma", [1, 1, channels])]);
        graph.Add(name + ".shifted", "Add", [name + ".gained", layers.Tensor(key + ".beta", [1, 1, channels])]);
        return graph.Add(name, "Add", [name + ".shifted", input]);
    }

    // [cos(n·g_0) … cos(n·g_{w/2−1}), sin(n·g_0) …], g_j = 10000^(−2j/w); angles rounded to fp32 as the reference does.
    private static FloatReader Positions(int width) => (start, destination) =>
    {
        var half = width / 2;
        for (var i = 0; i < destination.Length; i++)
        {
            var (frame, column) = Math.DivRem(start + i, width);
            var angle = frame * (1f / MathF.Pow(10000f, 2f * (column % half) / width));
            destination[i] = column < half ? MathF.Cos(angle) : MathF.Sin(angle);
        }
    };
}
