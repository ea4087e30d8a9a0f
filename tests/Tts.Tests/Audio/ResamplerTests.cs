using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests.Audio;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(22_050, 48_000)]
    [InlineData(16_000, 48_000)]
    [InlineData(24_000, 48_000)]
    [InlineData(44_100, 48_000)]
    [InlineData(11_025, 48_000)]
    [InlineData(8_000, 48_000)]
    [InlineData(48_000, 22_050)]
    [InlineData(48_000, 16_000)]
    [InlineData(96_000, 44_100)]
    public void Process_Sine997_HasErrorBelow100Db(int inputRate, int outputRate)
    {
        var input = ToneGenerator.Sine(inputRate, 997, 1, 0.9);

        var output = Resample(inputRate, outputRate, input, 441);

        var expected = ToneGenerator.Sine(outputRate, 997, 1, 0.9);
        output.Length.ShouldBe(expected.Length);
        var edge = outputRate / 50;
        AudioAssert.SignalToErrorDb(output.AsSpan(edge..^edge), expected.AsSpan(edge..^edge)).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Process_ToneNearNyquist_IsKeptAndItsImageIsGone()
    {
        const double frequency = 0.86 * 22_050 / 2;
        var input = ToneGenerator.Sine(22_050, frequency, 1, 0.5);

        var output = Resample(22_050, 48_000, input, 1_024);

        var middle = output.AsSpan(4_800..^4_800);
        AudioAssert.ToneLevelDb(middle, 48_000, frequency).ShouldBe(20 * Math.Log10(0.5), 0.05);
        AudioAssert.ToneLevelDb(middle, 48_000, 22_050 - frequency).ShouldBeLessThan(-100);
    }

    [Fact]
    public void Process_ToneAboveTheLowerNyquist_IsRemoved()
    {
        var input = ToneGenerator.Sine(48_000, 15_000, 1, 0.9);

        var output = Resample(48_000, 22_050, input, 960);

        AudioAssert.Rms(output.AsSpan(2_000..^2_000)).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void Process_AnyChunking_GivesTheSameSamples()
    {
        var input = ToneGenerator.Noise(20_011, 0.9, seed: 7);
        var whole = Resample(22_050, 48_000, input, input.Length);

        foreach (var chunk in new[] { 1, 7, 441, 2_048, 5_000 })
        {
            Resample(22_050, 48_000, input, chunk).SequenceEqual(whole).ShouldBeTrue($"chunks of {chunk}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(22_051)]
    public void Flush_AnyLength_GivesExactlyTheScaledLength(int length)
    {
        var output = Resample(22_050, 48_000, new float[length], 100);

        output.Length.ShouldBe((int)Math.Ceiling(length * 48_000L / 22_050.0));
    }

    [Fact]
    public void Process_Constant_StaysConstant()
    {
        var input = new float[5_000];
        Array.Fill(input, 0.5f);

        var output = Resample(22_050, 48_000, input, 333);

        foreach (var sample in output.AsSpan(200..^200))
        {
            sample.ShouldBe(0.5f, 1e-5f);
        }
    }

    [Fact]
    public void Flush_ThenNextStream_IsAsNew()
    {
        var input = ToneGenerator.Noise(3_000, 0.5, seed: 3);
        var resampler = new Resampler(22_050, 48_000);
        var first = Resample(resampler, input, 500);

        var second = Resample(resampler, input, 500);

        second.SequenceEqual(first).ShouldBeTrue();
    }

    [Fact]
    public void Process_Warm_AllocatesNothing()
    {
        var resampler = new Resampler(22_050, 48_000);
        var input = new float[1_024];
        var output = new float[resampler.MaxOutput(input.Length)];
        resampler.Process(input, output);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            resampler.Process(input, output);
        }

        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    [Theory]
    [InlineData(0, 48_000)]
    [InlineData(22_050, 0)]
    [InlineData(22_050, 1_000_000)]
    [InlineData(47_999, 191_999)]
    public void Constructor_UnusableRates_SaysSo(int inputRate, int outputRate) =>
        Should.Throw<ArgumentException>(() => new Resampler(inputRate, outputRate)).Message.ShouldNotBeEmpty();

    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(136)]
    public void Dot_AnyLength_EqualsThePlainSum(int length)
    {
        var a = ToneGenerator.Noise(length, seed: 1);
        var b = ToneGenerator.Noise(length, seed: 2);

        Resampler.Dot(a, b).ShouldBe(Resampler.DotReference(a, b), 1e-4f);
    }

    private static float[] Resample(int inputRate, int outputRate, float[] input, int chunk) =>
        Resample(new Resampler(inputRate, outputRate), input, chunk);

    private static float[] Resample(Resampler resampler, float[] input, int chunk)
    {
        var output = new float[resampler.MaxOutput(input.Length) + resampler.MaxOutput(0)];
        var written = 0;
        for (var at = 0; at < input.Length; at += chunk)
        {
            written += resampler.Process(input.AsSpan(at, Math.Min(chunk, input.Length - at)), output.AsSpan(written));
        }

        written += resampler.Flush(output.AsSpan(written));
        return output[..written];
    }
}
