using IShowTts.Tts.Onnx;
using IShowTts.Worker.Cli.Bench;

namespace IShowTts.Worker.Tests.Cli.Bench;

public class BenchComparisonTests
{
    private static readonly BenchVariant s_variant = new("f5", "mine", "Cpu", "fp32", 7, "");

    [Fact]
    public void Compare_TwiceAsSlow_IsARegression()
    {
        var changes = BenchComparison.Compare(Report(1000, 100), Report(2000, 100), 0.05);

        changes.Single(change => change.Figure == "rtf").ShouldBe(new BenchChange(s_variant.Title, "short", "rtf", 0.5, 1, 1, true));
    }

    [Theory]
    [InlineData(1049, false)]
    [InlineData(1051, true)]
    public void Compare_AtTheLimit_IsExact(double synthesisMs, bool expected) =>
        BenchComparison.Compare(Report(1000, 100), Report(synthesisMs, 100), 0.05).Any(change => change is { Figure: "rtf", IsRegression: true }).ShouldBe(expected);

    [Fact]
    public void Compare_OnAMachineOfHalfTheSpeed_IsNoRegression() =>
        BenchComparison.Compare(Report(1000, 100), Report(2000, 50), 0.05).ShouldAllBe(change => !change.IsRegression);

    [Fact]
    public void Compare_OnAFasterMachine_SeesThatMoreWorkIsDone() =>
        BenchComparison.Compare(Report(1000, 100), Report(1000, 200), 0.05).ShouldContain(change => change.Figure == "rtf" && change.IsRegression);

    [Fact]
    public void Compare_WithoutCeilings_TakesTimesAsTheyAre() =>
        BenchComparison.Compare(Report(1000, null), Report(1200, null), 0.05).ShouldContain(change => change.Figure == "rtf" && change.IsRegression);

    [Fact]
    public void Compare_FirstSoundsOfAFewMilliseconds_AreNoise() =>
        BenchComparison.Compare(Report(4, 100, ttfaMs: 1), Report(4, 100, ttfaMs: 4), 0.05).ShouldAllBe(change => !change.IsRegression);

    [Fact]
    public void Compare_OtherVariants_HaveNothingInCommon()
    {
        var other = Report(1000, 100);
        other = other with { Groups = [other.Groups[0] with { Variant = s_variant with { Nfe = 5 } }] };

        BenchComparison.Compare(other, Report(1000, 100), 0.05).ShouldBeEmpty();
    }

    [Fact]
    public void NewlyRefused_SpeechThatIsNoneAnyMore_IsFound()
    {
        var (good, bad) = (Report(1000, 100), Report(1000, 100));
        bad = bad with { Groups = [bad.Groups[0] with { Rtf = null, RtfRefused = "1.0 characters per second" }] };

        BenchComparison.NewlyRefused(good, bad).ShouldBe([bad.Groups[0]]);
        BenchComparison.NewlyRefused(good, good).ShouldBeEmpty();
        BenchComparison.NewlyRefused(bad, bad).ShouldBeEmpty();
    }

    private static BenchReport Report(double synthesisMs, double? ceiling, double? ttfaMs = null)
    {
        BenchSample[] samples = [new("short", 28, ttfaMs ?? synthesisMs, synthesisMs, 2000, 0), new("short", 28, ttfaMs ?? synthesisMs, synthesisMs * 3, 2000, 0)];
        GemmMeasurement[] products = ceiling is { } best ? [new(2048, 2048, 2048, best, best)] : [];
        return new BenchReport(
            BenchReport.CurrentFormat, DateTimeOffset.UnixEpoch, new BenchMachine("test", 2, "os", "net", "1.29.0", "1"), products, [BenchGroup.Of(s_variant, "short", samples, ceiling)], [], []);
    }
}
