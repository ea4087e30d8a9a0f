using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests.Audio;

/// <summary>Reference levels of ITU-R BS.1770-4 and the gating cases of EBU Tech 3341, whose answers follow from the levels by hand.</summary>
public sealed class LoudnessMeterTests
{
    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(22_050)]
    [InlineData(24_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(96_000)]
    public void Integrated_FullScaleSine997Mono_IsMinus3Point01(int rate) =>
        Measure(new AudioFormat(rate, 1), (5, 0)).ShouldBe(-3.01, rate < 44_100 ? 0.1 : 0.02);

    [Fact]
    public void Integrated_FullScaleSine997Stereo_IsZero() => Measure(AudioFormat.Stereo48, (5, 0)).ShouldBe(0, 0.02);

    [Fact]
    public void Integrated_Steady_IsItsLevel() => Measure(AudioFormat.Stereo48, (20, -23)).ShouldBe(-23, 0.02);

    [Fact]
    public void Integrated_QuietEnds_AreGatedRelatively() =>
        Measure(AudioFormat.Stereo48, (10, -36), (60, -23), (10, -36)).ShouldBe(-23, 0.05);

    [Fact]
    public void Integrated_SilentEnds_AreGatedAbsolutely() =>
        Measure(AudioFormat.Stereo48, (10, -72), (10, -36), (60, -23), (10, -36), (10, -72)).ShouldBe(-23, 0.05);

    [Fact]
    public void Integrated_LevelsWithinTheGate_AreAveragedByPower()
    {
        // 40 s at −26 and 20.1 s at −20: 10 log10((40 × 10^−2.6 + 20.1 × 10^−2) / 60.1) = −23.0.
        Measure(AudioFormat.Stereo48, (20, -26), (20.1, -20), (20, -26)).ShouldBe(-23, 0.05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(5)]
    public void Finish_Silence_IsMinusInfinity(double seconds) =>
        Measure(AudioFormat.Mono48, (seconds, -80)).ShouldBe(double.NegativeInfinity);

    [Fact]
    public void Finish_ShortMessage_IsMeasuredWithSilenceAfterIt()
    {
        // In 500 ms there are two blocks of 400 ms: one half, one a quarter full of a level of −23.01; 10 log10(3/8) = −4.26.
        Measure(AudioFormat.Mono48, (0.2, -20)).ShouldBe(-23.01 - 4.26, 0.05);
    }

    [Fact]
    public void Add_AnyChunking_GivesTheSameLoudness()
    {
        var noise = ToneGenerator.Noise(100_000, 0.3);
        var whole = new LoudnessMeter(AudioFormat.Mono48);
        whole.Add(noise);
        var pieces = new LoudnessMeter(AudioFormat.Mono48);

        for (var at = 0; at < noise.Length; at += 777)
        {
            pieces.Add(noise.AsSpan(at, Math.Min(777, noise.Length - at)));
        }

        pieces.IntegratedLufs.ShouldBe(whole.IntegratedLufs);
    }

    [Fact]
    public void Reset_AfterUse_IsAsNew()
    {
        var meter = new LoudnessMeter(AudioFormat.Mono48);
        meter.Add(ToneGenerator.Noise(50_000));

        meter.Reset();
        meter.Add(ToneGenerator.Sine(48_000, 997, 5));

        meter.IntegratedLufs.ShouldBe(-3.01, 0.02);
    }

    [Fact]
    public void Add_NoNumbers_CountAsSilence()
    {
        var meter = new LoudnessMeter(AudioFormat.Mono48);

        meter.Add([float.NaN, float.PositiveInfinity, float.NegativeInfinity]);
        meter.Add(ToneGenerator.Sine(48_000, 997, 5));

        meter.IntegratedLufs.ShouldBe(-3.01, 0.02);
    }

    [Fact]
    public void Add_Warm_AllocatesNothing()
    {
        var meter = new LoudnessMeter(AudioFormat.Mono48);
        var samples = ToneGenerator.Noise(4_800);
        meter.Add(samples);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 20; i++)
        {
            meter.Add(samples);
        }

        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    private static double Measure(AudioFormat format, params (double Seconds, double Level)[] parts)
    {
        var meter = new LoudnessMeter(format);
        foreach (var (seconds, level) in parts)
        {
            foreach (var sample in ToneGenerator.Sine(format.SampleRate, 997, seconds, ToneGenerator.Amplitude(level)))
            {
                ReadOnlySpan<float> frame = [sample, sample];
                meter.Add(frame[..format.Channels]);
            }
        }

        return meter.Finish();
    }
}
