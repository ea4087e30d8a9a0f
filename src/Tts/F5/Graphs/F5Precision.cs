namespace IShowTts.Tts.F5.Graphs;

/// <summary>Number format of a converted model. Text, modulation and vocoder graphs, the ODE state and guidance are fp32 in every one.</summary>
internal enum F5Precision
{
    /// <summary>32-bit floating point throughout: the reference.</summary>
    Fp32,

    /// <summary>16-bit floating point for the linear layers and the attention of the transformer: for GPUs.</summary>
    Fp16,

    /// <summary>8-bit weights and 8-bit activations, scaled at run time, for the linear layers of the transformer: for CPUs.</summary>
    Int8,
}
