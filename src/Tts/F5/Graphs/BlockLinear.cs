namespace IShowTts.Tts.F5.Graphs;

/// <summary>Linear layers of the transformer blocks, fp32 in and out, in the number format of the model.</summary>
/// <param name="layers">Where to add them.</param>
/// <param name="precision">The number format.</param>
internal sealed class BlockLinear(LayerBuilder layers, F5Precision precision)
{
    /// <summary>Adds a linear layer on rows.</summary>
    /// <returns><paramref name="output"/>.</returns>
    public string Add(string output, string input, string key, long inputs, long outputs) => precision switch
    {
        F5Precision.Fp32 => layers.Linear(output, input, key, inputs, outputs),
        _ => throw new NotSupportedException($"There is no {precision} form of the step graph."),
    };
}
