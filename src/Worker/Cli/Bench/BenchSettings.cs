using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>What <c>bench</c> was told.</summary>
/// <param name="Host">Where configuration and data lie.</param>
/// <param name="Engine">The engine; null for that of the voice.</param>
/// <param name="Voice">The voice; null for the default one, or the engine's first.</param>
/// <param name="Nfe">Evaluations to measure with; empty for the engine's own.</param>
/// <param name="Precisions">Number formats to measure with; empty for the configured model.</param>
/// <param name="Provider">Where models run; null for what the configuration says.</param>
/// <param name="TextsFile">Texts; null for our own.</param>
/// <param name="Classes">Classes to keep; empty for all.</param>
/// <param name="Runs">How often each text is spoken.</param>
/// <param name="RandomWeights"><c>full</c>, <c>tiny</c> or empty.</param>
/// <param name="Json">File for the report; <c>-</c> for standard output; null for none.</param>
/// <param name="Html">File for the report with plots; null for none.</param>
/// <param name="Baseline">Earlier report; null for none.</param>
/// <param name="MaxRegression">Largest relative slow-down that is none.</param>
internal sealed record BenchSettings(
    WorkerHostSettings Host,
    string? Engine,
    string? Voice,
    IReadOnlyList<int> Nfe,
    IReadOnlyList<string> Precisions,
    string? Provider,
    string? TextsFile,
    IReadOnlyList<string> Classes,
    int Runs,
    string RandomWeights,
    string? Json,
    string? Html,
    string? Baseline,
    double MaxRegression);
