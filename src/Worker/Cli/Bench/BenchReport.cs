using IShowTts.Tts.Onnx;

namespace IShowTts.Worker.Cli.Bench;

/// <summary>Everything that a benchmark found; what <c>--json</c> writes and <c>--baseline</c> reads.</summary>
/// <param name="Format">1; a later form has another number.</param>
/// <param name="MeasuredAt">When.</param>
/// <param name="Machine">Where.</param>
/// <param name="Ceiling">The machine's own matrix products, measured in the same run; empty when ONNX Runtime is not there.</param>
/// <param name="Groups">Per variant and class of texts.</param>
/// <param name="Memory">Per variant.</param>
/// <param name="Warnings">What is wrong with the voices that were measured, such as a transcript of another length than its clip; empty when nothing is.</param>
internal sealed record BenchReport(
    int Format,
    DateTimeOffset MeasuredAt,
    BenchMachine Machine,
    IReadOnlyList<GemmMeasurement> Ceiling,
    IReadOnlyList<BenchGroup> Groups,
    IReadOnlyList<BenchMemory> Memory,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The form that this worker writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The best of the matrix products, 10⁹ operations per second; null when none was measured.</summary>
    public double? CeilingGflopPerSecond() => CeilingOf(Ceiling);

    /// <summary>The best of some matrix products.</summary>
    public static double? CeilingOf(IReadOnlyList<GemmMeasurement> ceiling) => ceiling.Count > 0 ? ceiling.Max(product => product.GflopPerSecond) : null;
}
