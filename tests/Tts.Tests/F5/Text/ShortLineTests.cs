using FsCheck.Xunit;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.Tests.F5.Text;

public sealed class ShortLineTests
{
    // 52 bytes in 5.33 s, of which 4 s are speech: 13 bytes a second.
    private static readonly ClipPace s_pace = new(52, 128_000, SpokenSeconds: 4.0);

    [Theory]
    [InlineData("gg", "gg.")]
    [InlineData("W", "W.")]
    [InlineData("LUL!", "LUL!")]
    [InlineData("好", "好。")]
    public void Plan_ShortLine_HasTheFloorRoomAndAnEndMark(string line, string spoken)
    {
        var plan = ShortLineRule.Plan(line, s_pace, 1.0)!;

        plan.Text.ShouldBe(spoken);
        ((plan.Frames - s_pace.ClipFrames) / F5Durations.FramesPerSecond).ShouldBeInRange(1.1, 1.4);
    }

    [Fact]
    public void Plan_SpelledLine_GetsTimeForEveryLetter()
    {
        var word = ShortLineRule.Plan("lmaowtf", s_pace, 1.0)!;

        var spelled = ShortLineRule.Plan("LMAOWTF", s_pace, 1.0)!;

        spelled.Frames.ShouldBeGreaterThan(word.Frames + 90);
    }

    [Fact]
    public void Plan_LineOfOneSecondOrMore_IsLeftToTheUsualRule() =>
        ShortLineRule.Plan("Thanks for the bits", s_pace, 1.0).ShouldBeNull();

    [Property(MaxTest = 200)]
    public void Plan_AnyLine_HasABoundedLength(FsCheck.NonEmptyString line, byte speed)
    {
        var factor = 0.5 + (speed / 170.0);

        if (ShortLineRule.Plan(line.Get, s_pace, factor) is { } plan)
        {
            plan.Frames.ShouldBeInRange(s_pace.ClipFrames + 100, s_pace.ClipFrames + 1200);
        }
    }

    [Fact]
    public void Trim_QuietEnds_AreCutToAShortRest()
    {
        var samples = new float[48_000];
        Noise(samples.AsSpan(12_000, 12_000), 0.2f);

        var (start, length) = ShortLineRule.Trim(samples, new ShortLinePlan("gg.", 300, 0.06)).GetOffsetAndLength(samples.Length);

        start.ShouldBeInRange(12_000 - 1_700, 12_000 - 1_200);
        (start + length).ShouldBeInRange(24_000 + 1_200, 24_000 + 1_700);
    }

    [Fact]
    public void Trim_NoiseOrSilence_StaysWhole()
    {
        var samples = new float[24_000];
        var plan = new ShortLinePlan("gg.", 300, 0.06);
        ShortLineRule.Trim(samples, plan).GetOffsetAndLength(samples.Length).ShouldBe((0, 24_000));

        Noise(samples, 0.2f);

        ShortLineRule.Trim(samples, plan).GetOffsetAndLength(samples.Length).ShouldBe((0, 24_000));
    }

    [Fact]
    public void Measure_ClipWithPause_CountsSpeechOnly()
    {
        var clip = new float[24_000 * 4];
        Noise(clip.AsSpan(24_000, 24_000), 0.1f);
        Noise(clip.AsSpan(60_000, 24_000), 0.1f);

        var pace = ClipPace.Measure("twelve bytes", clip);

        pace.ClipSeconds.ShouldBe(4.0);
        pace.SpokenSeconds.ShouldBe(2.0, 0.05);
        pace.SpokenBytesPerSecond.ShouldBe(6.0, 0.2);
        pace.BytesPerSecond.ShouldBe(3.0);
    }

    internal static void Noise(Span<float> samples, float level)
    {
        var random = new Random(7);
        foreach (ref var sample in samples)
        {
            sample = ((float)random.NextDouble() - 0.5f) * 2 * level;
        }
    }
}
