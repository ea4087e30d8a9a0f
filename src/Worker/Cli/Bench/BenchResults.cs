using IShowTts.Tts.Onnx;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>Collects what a run measures.</summary>
internal sealed class BenchResults
{
    private readonly List<BenchGroup> groups = [];
    private readonly List<BenchMemory> memory = [];
    private readonly List<string> warnings = [];

    /// <summary>The machine's matrix products; null until they were measured.</summary>
    public IReadOnlyList<GemmMeasurement>? Ceiling { get; set; }

    /// <summary>Version of ONNX Runtime; empty when it is not there.</summary>
    public string OnnxRuntime { get; set; } = "";

    /// <summary>Adds the samples of a variant, grouped by class.</summary>
    public void Add(BenchVariant variant, IReadOnlyList<BenchSample> samples) =>
        groups.AddRange(samples.GroupBy(sample => sample.Class).Select(ofClass => BenchGroup.Of(variant, ofClass.Key, [.. ofClass], BenchReport.CeilingOf(Ceiling ?? []))));

    /// <summary>Adds the memory of a variant.</summary>
    public void Add(BenchMemory ofVariant) => memory.Add(ofVariant);

    /// <summary>Adds what is wrong with a voice, each thing once.</summary>
    public void Warn(IEnumerable<string> problems) => warnings.AddRange(problems.Except(warnings, StringComparer.Ordinal).ToArray());

    /// <summary>All of it.</summary>
    /// <param name="now">Date of the report.</param>
    public BenchReport Report(DateTimeOffset now) => new(BenchReport.CurrentFormat, now, BenchMachine.Describe(OnnxRuntime), Ceiling ?? [], groups, memory, warnings);
}
