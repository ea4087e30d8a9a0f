namespace IShowTts.Worker.Cli.Bench;

/// <summary>One row of a table.</summary>
/// <param name="Cells">One per column.</param>
/// <param name="IsBad">Something a person should see at once.</param>
internal sealed record BenchRow(IReadOnlyList<string> Cells, bool IsBad = false);

/// <summary>A report as tables of words, for the console and for HTML.</summary>
internal static class BenchTable
{
    /// <summary>Columns of <see cref="GroupRows"/>.</summary>
    public static IReadOnlyList<string> GroupColumns { get; } =
        ["variant", "texts", "n", "audio s", "TTFA p50 ms", "TTFA p95", "synth p50 ms", "RTF mean", "best", "p50", "p95", "CV %", "char/s", "GFLOP/s", "of ceiling %"];

    /// <summary>Columns of <see cref="MemoryRows"/>.</summary>
    public static IReadOnlyList<string> MemoryColumns { get; } = ["variant", "peak memory MB", "GPU memory MB"];

    /// <summary>Columns of <see cref="CeilingRows"/>.</summary>
    public static IReadOnlyList<string> CeilingColumns { get; } = ["matrix product", "best GFLOP/s", "median GFLOP/s"];

    /// <summary>Columns of <see cref="ChangeRows"/>.</summary>
    public static IReadOnlyList<string> ChangeColumns { get; } = ["variant", "texts", "figure", "before", "now", "change %"];

    /// <summary>What a reader must know to understand the numbers.</summary>
    public static IEnumerable<string> Notes(BenchReport report)
    {
        if (report.Groups.Any(group => group.Variant.RandomWeights.Length > 0))
        {
            yield return "Random weights: the sound is noise. Times, memory and arithmetic are those of a real model of this size; nothing is said about how it sounds.";
        }

        foreach (var warning in report.Warnings ?? [])
        {
            yield return warning;
        }

        foreach (var group in report.Groups.Where(group => group.RtfRefused is not null))
        {
            yield return $"No RTF for {group.Variant.Title}, {group.Class}: {group.RtfRefused}";
        }
    }

    /// <summary>The measurements.</summary>
    public static IEnumerable<BenchRow> GroupRows(BenchReport report) => report.Groups.Select(group => new BenchRow(
        [
            group.Variant.Title,
            group.Class,
            FormattableString.Invariant($"{group.Samples}"),
            Number(group.AudioSeconds),
            Number(group.TtfaMs.P50),
            Number(group.TtfaMs.P95),
            Number(group.SynthesisMs.P50),
            .. group.Rtf is { } rtf ? (string[])[Number(rtf.Mean), Number(rtf.Best), Number(rtf.P50), Number(rtf.P95), Number(rtf.Cv * 100)] : ["refused", "", "", "", ""],
            Number(group.CharactersPerSecond.P50),
            group.GflopPerSecond is { } work ? Number(work) : "",
            group.OfCeiling is { } part ? Number(part * 100) : "",
        ],
        group.Rtf is null));

    /// <summary>The memory.</summary>
    public static IEnumerable<BenchRow> MemoryRows(BenchReport report) => report.Memory.Select(memory => new BenchRow(
        [memory.Variant.Title, FormattableString.Invariant($"{memory.PeakMegabytes:0}"), memory.GpuMegabytes is { } gpu ? FormattableString.Invariant($"{gpu:0}") : "no NVIDIA GPU"]));

    /// <summary>The machine's matrix products.</summary>
    public static IEnumerable<BenchRow> CeilingRows(BenchReport report) => report.Ceiling.Select(product => new BenchRow(
        [FormattableString.Invariant($"{product.Rows} × {product.Columns} × {product.Inner}, fp32"), Number(product.GflopPerSecond), Number(product.MedianGflopPerSecond)]));

    /// <summary>The comparison with a baseline.</summary>
    public static IEnumerable<BenchRow> ChangeRows(IReadOnlyList<BenchChange> changes) => changes.Select(change => new BenchRow(
        [change.Variant, change.Class, change.Figure, Number(change.Before), Number(change.Now), FormattableString.Invariant($"{change.Change * 100:+0.0;-0.0}")],
        change.IsRegression));

    /// <summary>Three significant digits, without exponent.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 100 => FormattableString.Invariant($"{value:0}"),
        >= 10 => FormattableString.Invariant($"{value:0.0}"),
        >= 1 => FormattableString.Invariant($"{value:0.00}"),
        >= 0.1 => FormattableString.Invariant($"{value:0.000}"),
        _ => FormattableString.Invariant($"{value:0.00000}"),
    };
}
