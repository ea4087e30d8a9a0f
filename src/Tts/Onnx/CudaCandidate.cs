using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>
/// NVIDIA CUDA: as a plug-in library beside the worker (npm build, Linux), whose devices ONNX Runtime lists after <c>RegisterExecutionProviderLibrary</c>,
/// or built in (Microsoft's package). Options are the same for both.
/// </summary>
internal sealed class CudaCandidate(OnnxOptions options, IProviderPlatform platform, string folder) : IProviderCandidate
{
    private const string Name = "CUDAExecutionProvider";
    private const string Plugin = "libonnxruntime_providers_cuda.so";

    // What the plug-in is linked with or opens by name, in the order in which they need each other.
    private static readonly string[] s_libraries =
        ["libcudart.so.13", "libcublasLt.so.13", "libcublas.so.13", "libcurand.so.10", "libcufft.so.12", "libcudnn.so.9"];

    private IReadOnlyList<OrtEpDevice> devices = [];

    /// <inheritdoc/>
    public OnnxProvider Provider => OnnxProvider.Cuda;

    private bool IsBuiltIn => platform.BuiltIn.Contains(Name);

    /// <inheritdoc/>
    public PassedOverProvider? Examine()
    {
        var builtIn = IsBuiltIn;
        if (NvidiaGpu.Examine(Provider, options, platform, builtIn ? NvidiaGpu.PackageCudaVersion : NvidiaGpu.PluginCudaVersion) is { } fault)
        {
            return fault;
        }

        if (!builtIn && ExaminePlugin() is { } missing)
        {
            return missing;
        }

        return platform.Try(Append) is { } words ? new PassedOverProvider(Provider, $"CUDA does not start: {words}", "Install what is missing; nvidia-smi shows whether the driver works.") : null;
    }

    /// <inheritdoc/>
    public void Append(SessionOptions session)
    {
        if (IsBuiltIn)
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(Settings(withDevice: true));
            session.AppendExecutionProvider_CUDA(cuda);
        }
        else
        {
            session.AppendExecutionProvider(OrtEnv.Instance(), [devices[options.DeviceId]], Settings(withDevice: false));
        }
    }

    private PassedOverProvider? ExaminePlugin()
    {
        if (!platform.IsLinux)
        {
            return new PassedOverProvider(Provider, "This build has CUDA on Linux only.", "Build with -p:OnnxRuntime=NuGet, or use DirectML.");
        }

        var path = Path.Combine(folder, Plugin);
        if (!platform.FileExists(path))
        {
            return new PassedOverProvider(Provider, $"The CUDA provider is not installed ({Plugin} is not in {folder}).", "Run ./run.sh setup --gpu.");
        }

        if (NvidiaGpu.LoadLibraries(folder, platform, s_libraries) is { } library)
        {
            return new PassedOverProvider(
                Provider, $"The library {library} is missing.", "Install NVIDIA's CUDA 13 libraries and cuDNN 9, or lay them into Tts:Onnx:LibraryFolder.");
        }

        try
        {
            devices = platform.RegisterPlugin(path, Name);
        }
        catch (OnnxRuntimeException exception)
        {
            return new PassedOverProvider(Provider, $"The CUDA provider cannot be loaded: {OnnxFailure.Explain(exception)}", "Run ./run.sh setup --gpu again; CUDA must be version 13.");
        }

        return options.DeviceId >= devices.Count
            ? new PassedOverProvider(
                Provider, $"ONNX Runtime finds {devices.Count} CUDA device(s), and Tts:Onnx:DeviceId is {options.DeviceId}.", "In a container, give it /sys and the GPU's devices; else set Tts:Onnx:DeviceId.")
            : null;
    }

    private Dictionary<string, string> Settings(bool withDevice)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["arena_extend_strategy"] = options.ArenaStrategy == OnnxArenaStrategy.SameAsRequested ? "kSameAsRequested" : "kNextPowerOfTwo",
            // Exhaustive search would run at every new length of audio.
            ["cudnn_conv_algo_search"] = "HEURISTIC",
            // fp32 graphs are for exactness; fp16 graphs use tensor cores anyway.
            ["use_tf32"] = "0",
        };
        if (options.MemoryLimitMegabytes > 0)
        {
            settings["gpu_mem_limit"] = (options.MemoryLimitMegabytes * 1_048_576L).ToString(CultureInfo.InvariantCulture);
        }

        if (withDevice)
        {
            settings["device_id"] = options.DeviceId.ToString(CultureInfo.InvariantCulture);
        }

        return settings;
    }
}
