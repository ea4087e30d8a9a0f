namespace IShowTts.Tts.Onnx;

/// <summary>How the GPU's memory pool grows.</summary>
public enum OnnxArenaStrategy
{
    /// <summary>By what is needed: the least video memory, which a game beside us also wants.</summary>
    SameAsRequested,

    /// <summary>In powers of two: fewer allocations, up to twice the memory.</summary>
    NextPowerOfTwo,
}
