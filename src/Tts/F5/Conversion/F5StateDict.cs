namespace IShowTts.Tts.F5.Conversion;

/// <summary>Keys and shapes of an F5-TTS transformer as its checkpoint stores them, without prefix (f5-tts.md, section 1).</summary>
internal static class F5StateDict
{
    /// <summary>Prefix of every key in the published checkpoints (the averaged weights).</summary>
    public const string EmaPrefix = "ema_model.transformer.";

    /// <summary>Prefix in a training checkpoint without averaged weights.</summary>
    public const string PlainPrefix = "transformer.";

    /// <summary>Width of the sinusoidal time embedding.</summary>
    public const int TimeFrequencies = 256;

    /// <summary>Kernel of the two position convolutions.</summary>
    public const int PositionKernel = 31;

    /// <summary>Groups of the two position convolutions.</summary>
    public const int PositionGroups = 16;

    /// <summary>Kernel of the depthwise convolutions of the text blocks.</summary>
    public const int TextKernel = 7;

    /// <summary>The key of the text table, whose first row is the filler.</summary>
    public const string TextTable = "text_embed.text_embed.weight";

    /// <summary>The key of the rotary frequencies.</summary>
    public const string InverseFrequencies = "rotary_embed.inv_freq";

    /// <summary>All keys with their shapes, in the order of the model.</summary>
    /// <param name="architecture">Sizes.</param>
    public static IReadOnlyList<KeyValuePair<string, long[]>> Shapes(F5Architecture architecture)
    {
        var shapes = new List<KeyValuePair<string, long[]>>();
        int dim = architecture.Dim, text = architecture.TextDim;
        Linear(shapes, "time_embed.time_mlp.0", dim, TimeFrequencies);
        Linear(shapes, "time_embed.time_mlp.2", dim, dim);
        Add(shapes, TextTable, architecture.VocabularySize + 1L, text);
        for (var i = 0; i < architecture.TextConvLayers; i++)
        {
            AddTextBlock(shapes, $"text_embed.text_blocks.{i}", text);
        }

        Linear(shapes, "input_embed.proj", dim, (2 * F5Architecture.MelBins) + text);
        AddPositionConvolution(shapes, "input_embed.conv_pos_embed.conv1d.0", dim);
        AddPositionConvolution(shapes, "input_embed.conv_pos_embed.conv1d.2", dim);
        Add(shapes, InverseFrequencies, architecture.HeadDim / 2);
        for (var i = 0; i < architecture.Depth; i++)
        {
            AddBlock(shapes, $"transformer_blocks.{i}", architecture);
        }

        Linear(shapes, "norm_out.linear", 2 * dim, dim);
        Linear(shapes, "proj_out", F5Architecture.MelBins, dim);
        return shapes;
    }

    private static void AddTextBlock(List<KeyValuePair<string, long[]>> shapes, string block, int text)
    {
        Add(shapes, $"{block}.dwconv.weight", text, 1, TextKernel);
        Add(shapes, $"{block}.dwconv.bias", text);
        Add(shapes, $"{block}.norm.weight", text);
        Add(shapes, $"{block}.norm.bias", text);
        Linear(shapes, $"{block}.pwconv1", 2 * text, text);
        Add(shapes, $"{block}.grn.gamma", 1, 1, 2 * text);
        Add(shapes, $"{block}.grn.beta", 1, 1, 2 * text);
        Linear(shapes, $"{block}.pwconv2", text, 2 * text);
    }

    private static void AddPositionConvolution(List<KeyValuePair<string, long[]>> shapes, string name, int dim)
    {
        Add(shapes, $"{name}.weight", dim, dim / PositionGroups, PositionKernel);
        Add(shapes, $"{name}.bias", dim);
    }

    private static void AddBlock(List<KeyValuePair<string, long[]>> shapes, string block, F5Architecture architecture)
    {
        var inner = architecture.Heads * architecture.HeadDim;
        Linear(shapes, $"{block}.attn_norm.linear", 6 * architecture.Dim, architecture.Dim);
        Linear(shapes, $"{block}.attn.to_q", inner, architecture.Dim);
        Linear(shapes, $"{block}.attn.to_k", inner, architecture.Dim);
        Linear(shapes, $"{block}.attn.to_v", inner, architecture.Dim);
        Linear(shapes, $"{block}.attn.to_out.0", architecture.Dim, inner);
        if (architecture.QkNorm)
        {
            Add(shapes, $"{block}.attn.q_norm.weight", architecture.HeadDim);
            Add(shapes, $"{block}.attn.k_norm.weight", architecture.HeadDim);
        }

        Linear(shapes, $"{block}.ff.ff.0.0", architecture.FeedForwardDim, architecture.Dim);
        Linear(shapes, $"{block}.ff.ff.2", architecture.Dim, architecture.FeedForwardDim);
    }

    private static void Linear(List<KeyValuePair<string, long[]>> shapes, string name, long outputs, long inputs)
    {
        Add(shapes, $"{name}.weight", outputs, inputs);
        Add(shapes, $"{name}.bias", outputs);
    }

    private static void Add(List<KeyValuePair<string, long[]>> shapes, string key, params long[] shape) => shapes.Add(new(key, shape));
}
