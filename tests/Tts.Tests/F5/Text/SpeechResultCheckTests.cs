using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.Tests.F5.Text;

public sealed class SpeechResultCheckTests
{
    private const string Line = "Thanks for the bits, everybody!";

    [Theory]
    [InlineData(0.05f)]
    [InlineData(0.3f)]
    [InlineData(0.9f)]
    public void Check_NoiseOfAUsualLevelAndLength_Passes(float level) =>
        SpeechResultCheck.Check(Samples(2.5, level), Line).IsGood.ShouldBeTrue();

    [Theory]
    [InlineData("gg", 1.1)]
    [InlineData("W", 0.9)]
    [InlineData("😀", 1.0)]
    public void Check_ShortLines_Pass(string text, double seconds) =>
        SpeechResultCheck.Check(Samples(seconds, 0.3f), text).IsGood.ShouldBeTrue();

    [Fact]
    public void Check_NumbersThatAreNone_AreFound()
    {
        foreach (var value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            var samples = Samples(2.5, 0.3f);
            samples[samples.Length / 2] = value;

            SpeechResultCheck.Check(samples, Line).Code.ShouldBe("result-not-finite");
        }
    }

    [Fact]
    public void Check_Silence_IsFound()
    {
        SpeechResultCheck.Check(Samples(2.5, 0.001f), Line).Code.ShouldBe("result-silent");
        SpeechResultCheck.Check(new float[48_000], Line).Code.ShouldBe("result-silent");
        SpeechResultCheck.Check([], Line).Code.ShouldBe("result-silent");
    }

    [Fact]
    public void Check_Clipping_IsFound()
    {
        SpeechResultCheck.Check(Samples(2.5, 1.2f), Line).Code.ShouldBe("result-clipped");
        SpeechResultCheck.Check(Samples(2.5, 100f), Line).Code.ShouldBe("result-clipped");
    }

    [Fact]
    public void Check_SwallowedText_IsFound()
    {
        SpeechResultCheck.Check(Samples(0.4, 0.3f), Line).Code.ShouldBe("result-too-short");

        // A long silence around a short noise is no speech either.
        var samples = new float[72_000];
        ShortLineTests.Noise(samples.AsSpan(30_000, 6_000), 0.3f);
        SpeechResultCheck.Check(samples, Line).Code.ShouldBe("result-too-short");
    }

    [Fact]
    public void Check_AbsurdLength_IsFound()
    {
        var verdict = SpeechResultCheck.Check(Samples(20, 0.3f), Line);

        verdict.Code.ShouldBe("result-too-long");
        verdict.Message.ShouldContain("transcript");
    }

    private static float[] Samples(double seconds, float level)
    {
        var samples = new float[(int)(seconds * 24_000)];
        ShortLineTests.Noise(samples, level);
        return samples;
    }
}
