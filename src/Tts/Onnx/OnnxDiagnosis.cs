using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Onnx;

/// <summary>Says what ONNX Runtime can do on this machine, for people and for <c>doctor</c>. Thread safe.</summary>
public sealed class OnnxDiagnosis
{
    private readonly OnnxOptions options;
    private readonly IProviderPlatform platform;
    private readonly ILogger logger;

    /// <summary>Made by the container.</summary>
    internal OnnxDiagnosis(IOptions<OnnxOptions> options, IProviderPlatform platform, ILogger<OnnxDiagnosis> logger)
    {
        this.options = options.Value;
        this.platform = platform;
        this.logger = logger;
    }

    /// <summary>Examines the machine anew; loads the libraries of the providers that it tries.</summary>
    /// <returns>What was found; never throws for something that is missing.</returns>
    public OnnxReport Examine()
    {
        var passedOver = new List<PassedOverProvider>();
        var threads = options.IntraOpThreads > 0 ? options.IntraOpThreads : CpuCores.Physical;
        var version = "";
        try
        {
            version = OnnxEnvironment.Open(logger).GetVersionString();
            var provider = ProviderSelector.For(options, platform).Select(passedOver).Provider;
            return new OnnxReport(version, provider, passedOver, threads, "");
        }
        catch (SynthesisException exception)
        {
            return new OnnxReport(version, null, passedOver, threads, exception.Message);
        }
    }
}
