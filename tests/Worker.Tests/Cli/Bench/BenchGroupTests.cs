using IShowTts.Worker.Cli.Bench;

namespace IShowTts.Worker.Tests.Cli.Bench;

public class BenchGroupTests
{
    private static readonly BenchVariant s_variant = new("f5", "mine", "Cpu", "int8", 7, "full");

    [Fact]
    public void Of_PlausibleSamples_TellsRtfAndWork()
    {
        var group = BenchGroup.Of(s_variant, "short", [new("short", 30, 500, 1000, 2000, 60), new("short", 30, 500, 1000, 2000, 80)], 140);

        group.Rtf!.Mean.ShouldBe(0.5);
        group.GflopPerSecond.ShouldBe(70);
        group.OfCeiling.ShouldBe(0.5);
        group.CharactersPerSecond.Mean.ShouldBe(15);
    }

    [Fact]
    public void Of_OneStretchedSample_RefusesTheRtf()
    {
        var group = BenchGroup.Of(s_variant, "short", [new("short", 30, 500, 1000, 2000, 0), new("short", 30, 500, 1000, 20_000, 0)], 140);

        group.Rtf.ShouldBeNull();
        group.RtfRefused!.ShouldContain("1.5 characters per second");
        group.GflopPerSecond.ShouldBeNull();
    }

    [Fact]
    public void Title_OfAVariant_NamesWhatDiffers() => s_variant.Title.ShouldBe("f5 int8 NFE 7 Cpu random full");
}
