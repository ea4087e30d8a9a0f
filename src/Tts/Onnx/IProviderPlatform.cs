using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>The machine, as the choice of a provider sees it. Tests play one that has, or lacks, what they want.</summary>
internal interface IProviderPlatform
{
    /// <summary>Linux, where providers come as plug-in libraries.</summary>
    bool IsLinux { get; }

    /// <summary>Windows, which has DirectML.</summary>
    bool IsWindows { get; }

    /// <summary>Names of the providers inside this build of ONNX Runtime, for example <c>CUDAExecutionProvider</c>.</summary>
    IReadOnlyList<string> BuiltIn { get; }

    /// <summary>Whether a file is there.</summary>
    bool FileExists(string path);

    /// <summary>Loads a native library and keeps it.</summary>
    /// <param name="nameOrPath">Name as the system's loader knows it, or a path.</param>
    /// <returns>Null when it was loaded; else the loader's words.</returns>
    string? Load(string nameOrPath);

    /// <summary>Asks NVIDIA's driver; null when there is none.</summary>
    CudaDriver? ReadCudaDriver();

    /// <summary>Lets ONNX Runtime load a provider's plug-in library, once per process.</summary>
    /// <param name="path">The library.</param>
    /// <param name="epName">The provider's name in ONNX Runtime.</param>
    /// <returns>Its devices, in the driver's order.</returns>
    /// <exception cref="OnnxRuntimeException">It cannot be loaded.</exception>
    IReadOnlyList<OrtEpDevice> RegisterPlugin(string path, string epName);

    /// <summary>Tries to add a provider to a session's options.</summary>
    /// <returns>Null when that works; else ONNX Runtime's words.</returns>
    string? Try(Action<SessionOptions> append);
}
