using IShowTts.Tts.Onnx;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>Collects what a run measures.</summary>
internal sealed class BenchResults
{
    private readonly List<(BenchVariant Variant, IReadOnlyList<BenchSample> Samples)> measured = [];
    private readonly List<GemmMeasurement> ceiling = [];
    private readonly List<BenchMemory> memory = [];
    private readonly List<string> warnings = [];

    /// <summary>Version of ONNX Runtime; empty when it is not there.</summary>
    public string OnnxRuntime { get; set; } = "";

    /// <summary>Adds the samples of a variant.</summary>
    public void Add(BenchVariant variant, IReadOnlyList<BenchSample> samples) => measured.Add((variant, samples));

    /// <summary>Adds a measurement of the machine's matrix products; of each shape the best stays, because other load only ever slows one down.</summary>
    public void Add(IEnumerable<GemmMeasurement> products)
    {
        var best = ceiling.Concat(products).GroupBy(product => (product.Rows, product.Columns, product.Inner)).Select(shape => shape.MaxBy(product => product.GflopPerSecond)!).ToArray();
        ceiling.Clear();
        ceiling.AddRange(best);
    }

    /// <summary>Adds the memory of a variant.</summary>
    public void Add(BenchMemory ofVariant) => memory.Add(ofVariant);

    /// <summary>Adds what is wrong with a voice, each thing once.</summary>
    public void Warn(IEnumerable<string> problems) => warnings.AddRange(problems.Except(warnings, StringComparer.Ordinal).ToArray());

    /// <summary>All of it.</summary>
    /// <param name="now">Date of the report.</param>
    public BenchReport Report(DateTimeOffset now)
    {
        var best = BenchReport.CeilingOf(ceiling);
        var groups = measured.SelectMany(variant => variant.Samples.GroupBy(sample => sample.Class).Select(ofClass => BenchGroup.Of(variant.Variant, ofClass.Key, [.. ofClass], best)));
        return new BenchReport(BenchReport.CurrentFormat, now, BenchMachine.Describe(OnnxRuntime), [.. ceiling], [.. groups], memory, warnings);
    }
}
