namespace IShowTts.Worker.Cli.Bench;

/// <summary>One way to synthesize, to be compared with others.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Provider">Where models run; empty for an engine without models.</param>
/// <param name="Precision">Number format of the model; empty for an engine without, or when the configured model is used.</param>
/// <param name="Nfe">Evaluations of a flow model; null for the engine's own.</param>
/// <param name="RandomWeights">Size of the random model that stands in for a real one; empty for a real one.</param>
internal sealed record BenchVariant(string Engine, string Voice, string Provider, string Precision, int? Nfe, string RandomWeights)
{
    /// <summary>For people: <c>f5 int8 NFE 7 Cpu</c>.</summary>
    public string Title => string.Join(' ', new[] { Engine, Precision, Nfe is { } nfe ? $"NFE {nfe}" : "", Provider, RandomWeights.Length > 0 ? $"random {RandomWeights}" : "" }.Where(part => part.Length > 0));
}
