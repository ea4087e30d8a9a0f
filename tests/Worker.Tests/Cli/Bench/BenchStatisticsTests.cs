using FsCheck.Xunit;
using IShowTts.Worker.Cli.Bench;

namespace IShowTts.Worker.Tests.Cli.Bench;

public class BenchStatisticsTests
{
    [Fact]
    public void Of_KnownValues_IsWhatAPencilGives()
    {
        var statistics = BenchStatistics.Of([4, 1, 3, 2, 5]);

        statistics.Mean.ShouldBe(3);
        statistics.Best.ShouldBe(1);
        statistics.P50.ShouldBe(3);
        statistics.P95.ShouldBe(4.8, 1e-12);
        statistics.Cv.ShouldBe(Math.Sqrt(2.5) / 3, 1e-12);
    }

    [Fact]
    public void Of_OneValue_HasNoVariation() => BenchStatistics.Of([7]).ShouldBe(new BenchStatistics(7, 7, 7, 7, 0));

    [Fact]
    public void Of_Nothing_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => BenchStatistics.Of([]));

    [Property]
    public bool Of_AnyValues_IsInOrderAndWithinThem(uint[] values)
    {
        if (values.Length == 0)
        {
            return true;
        }

        var statistics = BenchStatistics.Of([.. values.Select(value => (double)value)]);
        return statistics.Best == values.Min() && statistics.Best <= statistics.P50 && statistics.P50 <= statistics.P95 && statistics.P95 <= values.Max()
            && statistics.Mean >= statistics.Best && statistics.Mean <= values.Max() && statistics.Cv >= 0;
    }
}
