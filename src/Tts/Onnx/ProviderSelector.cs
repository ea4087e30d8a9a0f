using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Onnx;

/// <summary>Chooses where models run: TensorRT, CUDA, DirectML, processor, the first that works; or the one that the options fix.</summary>
/// <param name="options">What is wanted.</param>
/// <param name="candidates">In the order of preference; the last always works.</param>
internal sealed class ProviderSelector(OnnxOptions options, IReadOnlyList<IProviderCandidate> candidates)
{
    /// <summary>The candidates of a machine.</summary>
    public static ProviderSelector For(OnnxOptions options, IProviderPlatform platform)
    {
        var folder = options.LibraryFolder.Length > 0 ? Path.GetFullPath(options.LibraryFolder) : AppContext.BaseDirectory;
        var cuda = new CudaCandidate(options, platform, folder);
        return new ProviderSelector(
            options,
            [new TensorRtCandidate(options, platform, cuda, folder), cuda, new DirectMlCandidate(options, platform), new CpuCandidate()]);
    }

    /// <summary>Chooses.</summary>
    /// <param name="passedOver">Told of each one that comes before the chosen one, and why it was passed over. Empty when one is fixed.</param>
    /// <returns>The chosen one.</returns>
    /// <exception cref="SynthesisException"><c>engine-missing</c>: the fixed one cannot be used; or ONNX Runtime itself is not there.</exception>
    public IProviderCandidate Select(ICollection<PassedOverProvider> passedOver)
    {
        foreach (var candidate in candidates)
        {
            if (options.Provider != OnnxProvider.Auto && candidate.Provider != options.Provider)
            {
                continue;
            }

            if (candidate.Examine() is not { } fault)
            {
                return candidate;
            }

            if (options.Provider != OnnxProvider.Auto)
            {
                throw new SynthesisException("engine-missing", Refusal(fault));
            }

            passedOver.Add(fault);
        }

        throw new InvalidOperationException($"No provider works; the processor must be among the candidates ({candidates.Count}).");
    }

    private static string Refusal(PassedOverProvider fault) =>
        $"Tts:Onnx:Provider is {fault.Provider}, which cannot be used here: {fault.Reason} {fault.Cure} Until then, voices of this engine are spoken by their next engine; Auto takes what works.";
}
