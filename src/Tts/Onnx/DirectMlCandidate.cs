using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>DirectML: any GPU on Windows. Takes neither a memory limit nor an arena strategy.</summary>
internal sealed class DirectMlCandidate(OnnxOptions options, IProviderPlatform platform) : IProviderCandidate
{
    private const string Name = "DmlExecutionProvider";

    /// <inheritdoc/>
    public OnnxProvider Provider => OnnxProvider.DirectMl;

    /// <inheritdoc/>
    public PassedOverProvider? Examine()
    {
        if (!platform.IsWindows)
        {
            return new PassedOverProvider(Provider, "DirectML exists on Windows only.", "");
        }

        if (!platform.BuiltIn.Contains(Name))
        {
            return new PassedOverProvider(Provider, "This build of ONNX Runtime has no DirectML.", "Build without -p:OnnxRuntime=NuGet, or use CUDA.");
        }

        return platform.Try(Append) is { } words
            ? new PassedOverProvider(Provider, $"DirectML does not start on device {options.DeviceId}: {words}", "Update the graphics driver, or set Tts:Onnx:DeviceId.")
            : null;
    }

    /// <inheritdoc/>
    public void Append(SessionOptions session)
    {
        session.EnableMemoryPattern = false; // DirectML refuses sessions with it.
        session.AppendExecutionProvider_DML(options.DeviceId);
    }
}
