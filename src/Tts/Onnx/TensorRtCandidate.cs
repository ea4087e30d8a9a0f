using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>NVIDIA TensorRT, which only Microsoft's package has built in: the npm package's library knows an entry point that plug-ins do not use. CUDA stays behind it.</summary>
internal sealed class TensorRtCandidate(OnnxOptions options, IProviderPlatform platform, CudaCandidate cuda, string folder) : IProviderCandidate
{
    private const string Name = "TensorrtExecutionProvider";

    /// <inheritdoc/>
    public OnnxProvider Provider => OnnxProvider.TensorRt;

    /// <inheritdoc/>
    public PassedOverProvider? Examine()
    {
        if (!platform.BuiltIn.Contains(Name))
        {
            return new PassedOverProvider(Provider, "This build of ONNX Runtime has no TensorRT.", "Build with -p:OnnxRuntime=NuGet.");
        }

        if (NvidiaGpu.Examine(Provider, options, platform, NvidiaGpu.PackageCudaVersion) is { } fault)
        {
            return fault;
        }

        if (NvidiaGpu.LoadLibraries(folder, platform, [platform.IsWindows ? "nvinfer_10.dll" : "libnvinfer.so.10"]) is { } library)
        {
            return new PassedOverProvider(Provider, $"The library {library} is missing.", "Install TensorRT 10, or lay it into Tts:Onnx:LibraryFolder.");
        }

        return platform.Try(Append) is { } words ? new PassedOverProvider(Provider, $"TensorRT does not start: {words}", "Install what is missing.") : null;
    }

    /// <inheritdoc/>
    public void Append(SessionOptions session)
    {
        using var settings = new OrtTensorRTProviderOptions();
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["device_id"] = options.DeviceId.ToString(CultureInfo.InvariantCulture),
            ["trt_fp16_enable"] = "0", // The graph's own types decide; the converter knows what must stay fp32.
            ["trt_engine_cache_enable"] = "1",
            ["trt_engine_cache_path"] = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "ishowtts", "tensorrt"),
        };
        if (options.MemoryLimitMegabytes > 0)
        {
            values["trt_max_workspace_size"] = (options.MemoryLimitMegabytes * 1_048_576L).ToString(CultureInfo.InvariantCulture);
        }

        settings.UpdateOptions(values);
        session.AppendExecutionProvider_Tensorrt(settings);
        cuda.Append(session);
    }
}
