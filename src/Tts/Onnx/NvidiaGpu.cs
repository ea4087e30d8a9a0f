namespace IShowTts.Tts.Onnx;

/// <summary>What CUDA and TensorRT both need: a driver that is new enough, the GPU, and NVIDIA's libraries.</summary>
internal static class NvidiaGpu
{
    /// <summary>CUDA 13, for which the plug-in provider is built.</summary>
    public const int PluginCudaVersion = 13_000;

    /// <summary>CUDA 12, the oldest that Microsoft's package is built for.</summary>
    public const int PackageCudaVersion = 12_000;

    /// <summary>Looks for driver and GPU.</summary>
    /// <param name="provider">Whom the answer is about.</param>
    /// <param name="options">Which GPU.</param>
    /// <param name="platform">The machine.</param>
    /// <param name="cudaVersion">Oldest CUDA that is enough: 1000 · major + 10 · minor.</param>
    /// <returns>Null when both are there.</returns>
    public static PassedOverProvider? Examine(OnnxProvider provider, OnnxOptions options, IProviderPlatform platform, int cudaVersion)
    {
        if (!platform.IsLinux && !platform.IsWindows)
        {
            return new PassedOverProvider(provider, "NVIDIA's CUDA exists on Linux and Windows only.", "");
        }

        if (platform.ReadCudaDriver() is not { } driver)
        {
            return new PassedOverProvider(provider, $"There is no NVIDIA driver ({CudaDriver.Library} is missing).", "Install NVIDIA's driver, if this machine has such a GPU.");
        }

        if (driver.Devices == 0)
        {
            return new PassedOverProvider(provider, "The NVIDIA driver shows no GPU.", "Run nvidia-smi; in a container, give it the GPU.");
        }

        if (driver.Version < cudaVersion)
        {
            return new PassedOverProvider(
                provider, $"The NVIDIA driver supports CUDA {Text(driver.Version)}; CUDA {Text(cudaVersion)} is needed.", "Update NVIDIA's driver.");
        }

        return options.DeviceId >= driver.Devices
            ? new PassedOverProvider(provider, $"Tts:Onnx:DeviceId is {options.DeviceId}, but the driver shows {driver.Devices} GPU(s), counted from 0.", "Set Tts:Onnx:DeviceId to one that nvidia-smi lists.")
            : null;
    }

    /// <summary>Loads libraries in the order in which they need each other, from our folder if they are there, else from the system.</summary>
    /// <param name="folder">Where the provider lies.</param>
    /// <param name="platform">The machine.</param>
    /// <param name="libraries">Their names.</param>
    /// <returns>The first that is missing, by name; null when all are loaded.</returns>
    public static string? LoadLibraries(string folder, IProviderPlatform platform, IEnumerable<string> libraries)
    {
        foreach (var library in libraries)
        {
            var here = Path.Combine(folder, library);
            if (platform.Load(platform.FileExists(here) ? here : library) is { } words)
            {
                return OnnxFailure.MissingLibrary(words) ?? library;
            }
        }

        return null;
    }

    private static string Text(int version) => FormattableString.Invariant($"{version / 1000}.{version % 1000 / 10}");
}
