namespace IShowTts.Tts.F5;

/// <summary>Number format of a converted model's large matrices.</summary>
public enum F5Precision
{
    /// <summary>32-bit floats everywhere: the reference, and the largest.</summary>
    Fp32,

    /// <summary>16-bit floats, but 32 where the numbers need it. For GPUs.</summary>
    Fp16,

    /// <summary>8-bit whole numbers in the linear layers that bear it, 32-bit floats elsewhere. For CPUs.</summary>
    Int8,
}
