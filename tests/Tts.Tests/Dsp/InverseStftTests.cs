using IShowTts.TestKit;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.Tests.Dsp;

public sealed class InverseStftTests
{
    public static TheoryData<string, string> Cases() => GoldenCases.Decodes();

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Synthesize_HeadOfTheReference_GivesItsSamples(string vocoder, string name)
    {
        using var golden = Goldens.Open(vocoder + "_decode.safetensors");
        var (head, frames) = (golden.Floats(name + "/head_out"), (int)golden.Shape(name + "/head_out")[1]);
        var samples = new float[InverseStft.SamplesOf(frames)];

        new InverseStft().Synthesize(head, samples);

        golden.AssertClose(name + "/wav", samples);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(50)]
    public void Synthesize_AnyNumberOfFrames_IsThePlainSum(int frames)
    {
        var head = ToneGenerator.Noise(frames * InverseStft.Values, 3, seed: frames);
        head[5] = 20; // exp(20) is far above 100 and clipped.
        var samples = new float[InverseStft.SamplesOf(frames)];

        new InverseStft().Synthesize(head, samples);

        var expected = PlainInverse(head, frames);
        AudioAssert.SignalToErrorDb(samples, expected).ShouldBeGreaterThan(120);
    }

    [Fact]
    public void Synthesize_WrongSizes_SayWhich()
    {
        var inverse = new InverseStft();

        Should.Throw<ArgumentException>(() => inverse.Synthesize(new float[1026], new float[256])).ParamName.ShouldBe("head");
        Should.Throw<ArgumentException>(() => inverse.Synthesize(new float[2053], new float[256])).ParamName.ShouldBe("head");
        Should.Throw<ArgumentException>(() => inverse.Synthesize(new float[2052], new float[255])).Message.ShouldContain("256");
    }

    [Fact]
    public void Synthesize_Warm_AllocatesNothing()
    {
        var inverse = new InverseStft();
        var (head, samples) = (ToneGenerator.Noise(94 * InverseStft.Values), new float[InverseStft.SamplesOf(94)]);
        inverse.Synthesize(head, samples);
        var before = GC.GetAllocatedBytesForCurrentThread();

        inverse.Synthesize(head, samples);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    // Straight from the definition, in double.
    private static float[] PlainInverse(float[] head, int frames)
    {
        var (sum, weight) = (new double[((frames - 1) * 256) + 1024], new double[((frames - 1) * 256) + 1024]);
        for (var frame = 0; frame < frames; frame++)
        {
            for (var n = 0; n < 1024; n++)
            {
                double value = 0;
                for (var k = 0; k <= 512; k++)
                {
                    var magnitude = Math.Min(Math.Exp(head[(frame * 1026) + k]), 100);
                    var angle = (2 * Math.PI * (k * n % 1024) / 1024) + head[(frame * 1026) + 513 + k];
                    // Bins 0 and 512 stand once, without their imaginary part.
                    value += k is 0 or 512
                        ? magnitude * Math.Cos(head[(frame * 1026) + 513 + k]) * (k == 0 || n % 2 == 0 ? 1 : -1)
                        : 2 * magnitude * Math.Cos(angle);
                }

                var window = 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / 1024));
                sum[(frame * 256) + n] += value / 1024 * window;
                weight[(frame * 256) + n] += window * window;
            }
        }

        return [.. sum.Zip(weight, (s, w) => (float)(s / w)).Skip(512).Take((frames - 1) * 256)];
    }
}
