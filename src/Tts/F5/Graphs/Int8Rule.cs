namespace IShowTts.Tts.F5.Graphs;

/// <summary>Which form each linear layer of an int8 model has, by the end of its key. docs/benchmarks/f5.md has the measurement behind <see cref="Default"/>.</summary>
/// <param name="Query">to_q and to_k.</param>
/// <param name="Value">to_v.</param>
/// <param name="Output">to_out.</param>
/// <param name="Inner">First layer of the feed-forward network.</param>
/// <param name="Outer">Second layer of the feed-forward network.</param>
internal sealed record Int8Rule(Int8Form Query, Int8Form Value, Int8Form Output, Int8Form Inner, Int8Form Outer)
{
    /// <summary>
    /// Layers fed by a norm have one scale for all activations, which is twice as fast; those fed by attention or GELU, whose rows differ in size and have
    /// outliers, have one per block. No kind changes the velocity by more than 2.5 %, so none stays fp32.
    /// </summary>
    public static Int8Rule Default { get; } = new(Int8Form.PerTensor, Int8Form.PerTensor, Int8Form.PerBlock, Int8Form.PerTensor, Int8Form.PerBlock);

    /// <summary>The form of a layer.</summary>
    /// <param name="key">For example <c>transformer_blocks.3.attn.to_q</c>.</param>
    public Int8Form Of(string key) => key switch
    {
        _ when key.EndsWith(".to_q", StringComparison.Ordinal) || key.EndsWith(".to_k", StringComparison.Ordinal) => Query,
        _ when key.EndsWith(".to_v", StringComparison.Ordinal) => Value,
        _ when key.EndsWith(".to_out.0", StringComparison.Ordinal) => Output,
        _ when key.EndsWith(".ff.0.0", StringComparison.Ordinal) => Inner,
        _ when key.EndsWith(".ff.2", StringComparison.Ordinal) => Outer,
        _ => Int8Form.Float,
    };
}
