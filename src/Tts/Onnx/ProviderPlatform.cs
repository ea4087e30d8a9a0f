using System.Runtime.InteropServices;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>This machine.</summary>
/// <param name="logger">Told what ONNX Runtime says.</param>
internal sealed class ProviderPlatform(ILogger<ProviderPlatform> logger) : IProviderPlatform
{
    // Plug-ins live in ONNX Runtime's environment, which the process has once.
    private static readonly Lock s_gate = new();
    private static readonly HashSet<string> s_registered = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool IsLinux => OperatingSystem.IsLinux();

    /// <inheritdoc/>
    public bool IsWindows => OperatingSystem.IsWindows();

    /// <inheritdoc/>
    /// <exception cref="SynthesisException"><c>engine-missing</c>: ONNX Runtime itself is not there.</exception>
    public IReadOnlyList<string> BuiltIn => OnnxEnvironment.Open(logger).GetAvailableProviders();

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public string? Load(string nameOrPath)
    {
        try
        {
            NativeLibrary.Load(nameOrPath);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return exception.Message;
        }
    }

    /// <inheritdoc/>
    public CudaDriver? ReadCudaDriver() => CudaDriver.Read();

    /// <inheritdoc/>
    public IReadOnlyList<OrtEpDevice> RegisterPlugin(string path, string epName)
    {
        var environment = OnnxEnvironment.Open(logger);
        lock (s_gate)
        {
            if (!s_registered.Contains(path))
            {
                environment.RegisterExecutionProviderLibrary($"ishowtts-{epName}", path);
                s_registered.Add(path);
            }
        }

        return [.. environment.GetEpDevices().Where(device => device.EpName == epName)];
    }

    /// <inheritdoc/>
    public string? Try(Action<SessionOptions> append)
    {
        OnnxEnvironment.Open(logger);
        using var options = new SessionOptions();
        try
        {
            append(options);
            return null;
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            return OnnxFailure.Explain(exception);
        }
    }
}
