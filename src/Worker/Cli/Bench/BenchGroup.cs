namespace IShowTts.Worker.Cli.Bench;

/// <summary>Results of one variant on one class of texts.</summary>
/// <param name="Variant">What was measured.</param>
/// <param name="Class">Class of the texts.</param>
/// <param name="Samples">Number of measurements.</param>
/// <param name="Characters">Characters of all of them.</param>
/// <param name="AudioSeconds">Audio of all of them.</param>
/// <param name="TtfaMs">Time to first audio, milliseconds.</param>
/// <param name="SynthesisMs">Synthesis time, milliseconds.</param>
/// <param name="Rtf">Synthesis time ÷ audio time; null when refused.</param>
/// <param name="RtfRefused">Why there is no RTF; null when there is.</param>
/// <param name="CharactersPerSecond">Characters per second of audio.</param>
/// <param name="GflopPerSecond">Effective arithmetic; null when the engine does not tell its work.</param>
/// <param name="OfCeiling">Mean effective arithmetic ÷ the machine's ceiling of the same run; null without either.</param>
internal sealed record BenchGroup(
    BenchVariant Variant,
    string Class,
    int Samples,
    int Characters,
    double AudioSeconds,
    BenchStatistics TtfaMs,
    BenchStatistics SynthesisMs,
    BenchStatistics? Rtf,
    string? RtfRefused,
    BenchStatistics CharactersPerSecond,
    double? GflopPerSecond,
    double? OfCeiling)
{
    /// <summary>Sums up.</summary>
    /// <param name="variant">What was measured.</param>
    /// <param name="class">Class of the texts.</param>
    /// <param name="samples">At least one.</param>
    /// <param name="ceilingGflopPerSecond">The machine's ceiling; null when it was not measured.</param>
    public static BenchGroup Of(BenchVariant variant, string @class, IReadOnlyList<BenchSample> samples, double? ceilingGflopPerSecond)
    {
        // One implausible sample is enough: its class would be an average of speech and something else.
        var refused = samples.Select(sample => SpeechRateRule.Judge(sample.CharactersPerSecond)).FirstOrDefault(reason => reason is not null);
        double? work = samples.All(sample => sample.Gflop > 0) ? samples.Sum(sample => sample.Gflop) * 1000 / samples.Sum(sample => sample.SynthesisMs) : null;
        return new BenchGroup(
            variant,
            @class,
            samples.Count,
            samples.Sum(sample => sample.Characters),
            samples.Sum(sample => sample.AudioMs) / 1000,
            BenchStatistics.Of([.. samples.Select(sample => sample.TtfaMs)]),
            BenchStatistics.Of([.. samples.Select(sample => sample.SynthesisMs)]),
            refused is null ? BenchStatistics.Of([.. samples.Select(sample => sample.Rtf)]) : null,
            refused,
            BenchStatistics.Of([.. samples.Select(sample => sample.CharactersPerSecond)]),
            work,
            work / ceilingGflopPerSecond);
    }
}
