namespace IShowTts.Tts.Onnx;

/// <summary>Where a model runs. In the order in which <see cref="Auto"/> tries them.</summary>
public enum OnnxProvider
{
    /// <summary>The first of the others that works here.</summary>
    Auto,

    /// <summary>NVIDIA TensorRT. Only in builds with <c>-p:OnnxRuntime=NuGet</c>.</summary>
    TensorRt,

    /// <summary>NVIDIA CUDA. <c>./run.sh setup --gpu</c> installs the provider.</summary>
    Cuda,

    /// <summary>DirectML, on Windows.</summary>
    DirectMl,

    /// <summary>The processor. Always works.</summary>
    Cpu,
}
