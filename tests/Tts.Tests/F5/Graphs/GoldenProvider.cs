using IShowTts.Tts.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>Where the goldens run: on the processor, or where the environment variable ISHOWTTS_ONNX_PROVIDER says, such as <c>cuda</c>. The tolerances stay.</summary>
internal static class GoldenProvider
{
    private static readonly Lazy<OnnxSessions?> s_sessions = new(Create);

    /// <summary>Opens sessions there; null for the processor. A provider that cannot be used fails the test instead of passing on another.</summary>
    public static OnnxSessions? Sessions => s_sessions.Value;

    private static OnnxSessions? Create() => Environment.GetEnvironmentVariable("ISHOWTTS_ONNX_PROVIDER") is { Length: > 0 } name
        ? new OnnxSessions(
            Options.Create(new OnnxOptions { Provider = Enum.Parse<OnnxProvider>(name, ignoreCase: true) }),
            new ProviderPlatform(NullLogger<ProviderPlatform>.Instance),
            TimeProvider.System,
            NullLogger<OnnxSessions>.Instance)
        : null;
}
