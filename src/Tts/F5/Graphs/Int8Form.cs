namespace IShowTts.Tts.F5.Graphs;

/// <summary>How a linear layer of an int8 model computes.</summary>
internal enum Int8Form
{
    /// <summary>In fp32: the layer is too sensitive.</summary>
    Float,

    /// <summary>One scale for all activations: fastest, for activations of one size, as norms give them.</summary>
    PerTensor,

    /// <summary>A scale for every row and run of channels: for activations with outliers.</summary>
    PerBlock,
}
