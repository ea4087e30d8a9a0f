namespace IShowTts.Worker.Cli.Bench;

/// <summary>What several measurements of one thing say. Unit: that of the values.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Best">The smallest; noise of a machine only ever adds.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95 of 100 are at most this; linear between neighbours.</param>
/// <param name="Cv">Coefficient of variation: standard deviation (of a sample, n − 1) ÷ mean; 0 for a single value.</param>
internal sealed record BenchStatistics(double Mean, double Best, double P50, double P95, double Cv)
{
    /// <summary>Computes them.</summary>
    /// <param name="values">At least one, all finite.</param>
    public static BenchStatistics Of(IReadOnlyCollection<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        var sorted = values.Order().ToArray();
        var mean = sorted.Average();
        var deviation = sorted.Length > 1 ? Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / (sorted.Length - 1)) : 0;
        return new BenchStatistics(mean, sorted[0], Percentile(sorted, 0.5), Percentile(sorted, 0.95), mean != 0 ? deviation / Math.Abs(mean) : 0);
    }

    private static double Percentile(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
