using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>The transformer blocks of a step (f5-tts.md 2.4, 2.5). Norms, residual stream and gates are fp32; <see cref="BlockLinear"/> knows the rest.</summary>
internal sealed class StepBlocks
{
    private readonly LayerBuilder _layers;
    private readonly OnnxGraph _graph;
    private readonly F5Architecture _architecture;
    private readonly BlockLinear _linear;
    private readonly bool _batch;

    /// <summary>Prepares for the blocks of a graph whose shapes and inputs are there.</summary>
    public StepBlocks(LayerBuilder layers, F5Architecture architecture, F5Precision precision, Int8Rule rule, bool batch)
    {
        _layers = layers;
        _graph = layers.Graph;
        _architecture = architecture;
        _linear = new BlockLinear(layers, precision, rule);
        _batch = batch;
    }

    private long Width => (long)_architecture.Heads * _architecture.HeadDim;

    /// <summary>Adds all blocks.</summary>
    /// <param name="state">Input embedding, <c>[row·utterance·frame, dim]</c>.</param>
    /// <param name="vectors">Modulations in the order of <see cref="ModulationGraph"/>.</param>
    /// <returns>The normed and modulated output of the last block.</returns>
    public string Build(string state, string[] vectors)
    {
        Rotation();
        var normed = _layers.Norm("block0.attn_norm.x", state, vectors[1], vectors[0]);
        for (var block = 0; block < _architecture.Depth; block++)
        {
            var modulation = vectors.AsSpan(ModulationGraph.PerBlock * block);
            var last = block == _architecture.Depth - 1;
            var (scale, shift) = last ? (modulation[6], modulation[7]) : (modulation[7], modulation[6]);
            var name = $"block{block}";
            var attention = Attention(name, $"transformer_blocks.{block}.attn", normed);
            var (middle, norm) = AddAndNorm(name + ".attn.gated", name + ".middle", name + ".ff_norm", attention, state, modulation[2], modulation[4], modulation[3]);
            var feed = FeedForward(name, $"transformer_blocks.{block}.ff.ff", norm);
            (state, normed) = AddAndNorm(name + ".ff.gated", name + ".out", name + ".next_norm", feed, middle, modulation[5], scale, shift);
        }

        return normed;
    }

    // Tables for all positions an utterance may have. With rotation on the first heads only, these are one wide head and the rest is passed through.
    private void Rotation()
    {
        var half = _architecture.HeadDim / 2;
        var heads = _architecture.RotatedHeads ?? 1;
        var frequencies = _layers.Weights.Whole("rotary_embed.inv_freq", half);
        FloatReader Table(Func<float, float> wave) => (start, destination) =>
        {
            for (var i = 0; i < destination.Length; i++)
            {
                var (frame, column) = Math.DivRem(start + i, half * heads);
                destination[i] = wave(frame * frequencies[column % half]);
            }
        };
        long[] shape = [TextGraph.MostFrames, half * heads];
        _graph.Weight("rotary.cos", _linear.Type, shape, Table(MathF.Cos));
        _graph.Weight("rotary.sin", _linear.Type, shape, Table(MathF.Sin));
    }

    private string Attention(string name, string key, string input)
    {
        long dim = _architecture.Dim;
        var scale = 1 / MathF.Sqrt(_architecture.HeadDim);
        // In fp16 the products of queries and keys could overflow before they are scaled, so the queries are.
        var early = _linear.Type == OnnxType.Float16 ? scale : 1;
        var narrow = Narrow(input);
        foreach (var part in (ReadOnlySpan<string>)["q", "k", "v"])
        {
            _linear.Add($"{name}.{part}", narrow, $"{key}.to_{part}", dim, Width, part == "q" && !_architecture.QkNorm ? early : 1);
            _graph.Add($"{name}.{part}.rows", "Reshape", [$"{name}.{part}", "shape.heads"]);
        }

        var query = Rotate(name + ".q", key + ".q_norm.weight", early);
        var rotatedKey = Rotate(name + ".k", key + ".k_norm.weight", 1);
        string[] inputs = _batch ? [query, rotatedKey, name + ".v.rows", string.Empty, "keys"] : [query, rotatedKey, name + ".v.rows"];
        _graph.Add(
            name + ".attention",
            "com.microsoft.MultiHeadAttention",
            inputs,
            OnnxAttribute.Int("num_heads", _architecture.Heads),
            OnnxAttribute.Float("scale", scale / early));
        _layers.Reshape(name + ".attention.rows", name + ".attention", -1, Width);
        var projected = Widen(name + ".attn", output => _linear.Add(output, name + ".attention.rows", key + ".to_out.0", Width, dim));
        return _batch ? Mask(projected, dim) : projected;
    }

    private string Mask(string input, long dim)
    {
        _graph.Add(input + ".open", "Reshape", [input, "shape.rows"]);
        _graph.Add(input + ".masked", "Mul", [input + ".open", "mask.column"]);
        return _layers.Reshape(input + ".closed", input + ".masked", -1, dim);
    }

    // What comes from a norm is fp32, what a layer takes may be fp16.
    private string Narrow(string input) => _linear.Type == OnnxType.Float ? input : _graph.Add(input + ".f16", "Cast", [input], OnnxAttribute.Int("to", (int)_linear.Type));

    // The other way round for what is added to the state.
    private string Widen(string name, Func<string, string> add) =>
        _linear.Type == OnnxType.Float ? add(name) : _graph.Add(name, "Cast", [add(name + ".f16")], OnnxAttribute.Int("to", (int)OnnxType.Float));

    private string Rotate(string name, string normKey, float scale)
    {
        var input = name + ".rows";
        if (_architecture.QkNorm)
        {
            _graph.Add(name + ".split", "Reshape", [name, _graph.Axes(-1, _architecture.HeadDim)]);
            var gain = Gain(normKey, scale);
            _graph.Add(name + ".rms", "SimplifiedLayerNormalization", [name + ".split", gain], OnnxAttribute.Int("axis", -1), OnnxAttribute.Float("epsilon", 1e-6f), OnnxAttribute.Int("stash_type", 1));
            input = _graph.Add(name + ".normed", "Reshape", [name + ".rms", "shape.heads"]);
        }

        OnnxAttribute[] heads = _architecture.RotatedHeads is { } rotated
            ? [OnnxAttribute.Int("num_heads", 1), OnnxAttribute.Int("rotary_embedding_dim", (long)rotated * _architecture.HeadDim)]
            : [OnnxAttribute.Int("num_heads", _architecture.Heads)];
        return _graph.Add(
            name + "_rot", "com.microsoft.RotaryEmbedding", [input, _graph.Axes(0), "rotary.cos", "rotary.sin"], [OnnxAttribute.Int("interleaved", 1), .. heads]);
    }

    private string Gain(string key, float scale)
    {
        var read = _layers.Weights.Reader(key, _architecture.HeadDim);
        return _graph.Weight($"{key}.{_linear.Type}", _linear.Type, [_architecture.HeadDim], (start, destination) =>
        {
            read(start, destination);
            System.Numerics.Tensors.TensorPrimitives.Multiply(destination, scale, destination);
        });
    }

    private string FeedForward(string name, string key, string input)
    {
        long dim = _architecture.Dim, inner = _architecture.FeedForwardDim;
        _linear.Add(name + ".ff.inner", Narrow(input), key + ".0.0", dim, inner);
        var gelu = _graph.Add(name + ".ff.gelu", "com.microsoft.FastGelu", [name + ".ff.inner"]);
        return Widen(name + ".ff", output => _linear.Add(output, gelu, key + ".2", inner, dim));
    }

    // sum = state + gate·input, and its norm for the next layer, in one pass over memory.
    private (string Sum, string Norm) AddAndNorm(string gated, string sum, string norm, string input, string state, string gate, string scale, string shift)
    {
        _graph.Add(gated, "Mul", [input, gate]);
        _graph.AddMany(
            [norm, string.Empty, string.Empty, sum],
            "com.microsoft.SkipLayerNormalization",
            [gated, state, scale, shift],
            OnnxAttribute.Float("epsilon", 1e-6f));
        return (sum, norm);
    }
}
