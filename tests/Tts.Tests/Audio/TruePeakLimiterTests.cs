using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests.Audio;

public sealed class TruePeakLimiterTests
{
    private const double Ceiling = -1.5;

    [Theory]
    [InlineData(1)]
    [InlineData(152)]
    [InlineData(153)]
    [InlineData(10_000)]
    public void Process_BelowTheCeiling_ComesOutUnchanged(int length)
    {
        var input = ToneGenerator.Noise(length, 0.5);

        Limit(input, 480).SequenceEqual(input).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1.2)]
    [InlineData(2)]
    [InlineData(8)]
    public void Process_LoudNoise_StaysBelowTheCeiling(double amplitude)
    {
        var input = ToneGenerator.Noise(96_000, amplitude, seed: 5);

        var output = Limit(input, 480);

        output.Length.ShouldBe(input.Length);
        TruePeakOf(output).ShouldBeLessThan(Ceiling + 0.15);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(997)]
    [InlineData(9_000)]
    public void Process_LoudSine_StaysBelowTheCeilingAndCloseToIt(double frequency)
    {
        var output = Limit(ToneGenerator.Sine(48_000, frequency, 1, 3), 480);

        TruePeakOf(output).ShouldBeInRange(Ceiling - 0.5, Ceiling + 0.1);
    }

    [Fact]
    public void Process_LoudSine_StaysASine()
    {
        var output = Limit(ToneGenerator.Sine(48_000, 997, 2, 2), 480).AsSpan(24_000, 48_000);

        var level = AudioAssert.ToneLevelDb(output, 48_000, 997);
        (AudioAssert.ToneLevelDb(output, 48_000, 3 * 997) - level).ShouldBeLessThan(-60);
    }

    [Theory]
    [InlineData(4f)]
    [InlineData(-4f)]
    public void Process_SingleClick_IsTurnedDownWithWhatIsAroundIt(float click)
    {
        var input = new float[10_000];
        Array.Fill(input, 0.25f);
        input[5_000] = click;

        var output = Limit(input, 333);

        AudioAssert.Peak(output).ShouldBeLessThan((float)ToneGenerator.Amplitude(Ceiling + 0.1));
        output[4_000].ShouldBe(0.25f);
        output[9_999].ShouldBeGreaterThan(0.21f);
        for (var i = 4_700; i < 4_990; i++)
        {
            Math.Abs(output[i] - output[i - 1]).ShouldBeLessThan(0.01f);
        }
    }

    [Fact]
    public void Process_AnyChunking_GivesTheSameSamples()
    {
        var input = ToneGenerator.Noise(20_000, 2, seed: 9);
        var whole = Limit(input, input.Length);

        foreach (var chunk in new[] { 1, 100, 511, 513, 4_800 })
        {
            Limit(input, chunk).SequenceEqual(whole).ShouldBeTrue($"chunks of {chunk}");
        }
    }

    [Fact]
    public void Process_AfterALoudPart_ComesOutUnchangedAgain()
    {
        var input = ToneGenerator.Noise(96_000, 0.3, seed: 6);
        Gain.Apply(input.AsSpan(20_000, 1_000), 8);

        var output = Limit(input, 480);

        output.AsSpan(0, 19_000).SequenceEqual(input.AsSpan(0, 19_000)).ShouldBeTrue();
        output.AsSpan(90_000).SequenceEqual(input.AsSpan(90_000)).ShouldBeTrue();
        TruePeakOf(output).ShouldBeLessThan(Ceiling + 0.15);
    }

    [Fact]
    public void Process_NoNumbers_BecomeSilence()
    {
        var input = new float[5_000];
        Array.Fill(input, float.NaN);
        input[100] = float.PositiveInfinity;

        Limit(input, 480).ShouldAllBe(sample => sample == 0);
    }

    [Fact]
    public void Flush_ThenNextStream_IsAsNew()
    {
        var limiter = new TruePeakLimiter(48_000, Ceiling);
        var input = ToneGenerator.Noise(5_000, 3);
        var first = Limit(limiter, input, 480);

        Limit(limiter, input, 480).SequenceEqual(first).ShouldBeTrue();
    }

    [Fact]
    public void Process_HighestRate_KeepsLengthToo()
    {
        var input = ToneGenerator.Noise(30_000, 2);

        Limit(new TruePeakLimiter(192_000, Ceiling), input, 960).Length.ShouldBe(input.Length);
    }

    [Fact]
    public void Process_Warm_AllocatesNothing()
    {
        var limiter = new TruePeakLimiter(48_000, Ceiling);
        var samples = ToneGenerator.Noise(960, 2);
        var output = new float[960];
        limiter.Process(samples, output);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 50; i++)
        {
            limiter.Process(samples, output);
        }

        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    [Fact]
    public void SlidingMinimum_Noise_EqualsThePlainForm()
    {
        var values = ToneGenerator.Noise(2_000, seed: 4);
        var minimum = new SlidingMinimum(147);

        for (var i = 0; i < values.Length; i++)
        {
            var plain = values[Math.Max(0, i - 146)..(i + 1)].Min();
            minimum.Next(values[i]).ShouldBe(plain);
        }
    }

    private static float[] Limit(float[] input, int chunk) => Limit(new TruePeakLimiter(48_000, Ceiling), input, chunk);

    private static float[] Limit(TruePeakLimiter limiter, float[] input, int chunk)
    {
        var output = new float[input.Length + limiter.Latency];
        var written = 0;
        for (var at = 0; at < input.Length; at += chunk)
        {
            written += limiter.Process(input.AsSpan(at, Math.Min(chunk, input.Length - at)), output.AsSpan(written));
        }

        written += limiter.Flush(output.AsSpan(written));
        return output[..written];
    }

    private static double TruePeakOf(float[] samples)
    {
        var meter = new TruePeakMeter();
        meter.Add(samples);
        return meter.Finish();
    }
}
