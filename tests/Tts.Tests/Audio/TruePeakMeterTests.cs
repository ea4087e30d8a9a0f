using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests.Audio;

public sealed class TruePeakMeterTests
{
    [Theory]
    [InlineData(997)]
    [InlineData(4_000)]
    [InlineData(11_000)]
    public void Dbtp_Sine_IsItsAmplitude(double frequency)
    {
        // Faded: a sine that starts at once overshoots by itself.
        var samples = ToneGenerator.Sine(48_000, frequency, 1, 0.5);
        Fade.In(AudioFormat.Mono48, TimeSpan.FromMilliseconds(100)).Apply(samples);
        Fade.Out(AudioFormat.Mono48, TimeSpan.FromMilliseconds(100)).Apply(samples.AsSpan(^4_800..));

        Measure(samples).ShouldBe(-6.02, 0.2);
    }

    [Fact]
    public void Dbtp_QuarterRateBetweenSamples_IsFoundThreeDecibelsAboveThem()
    {
        // A sine of a quarter of the rate, 45 degrees off: every sample is at 0.707 of the peak.
        var samples = ToneGenerator.Sine(48_000, 12_000, 1, 1, Math.PI / 4);

        var dbtp = Measure(samples);

        (20 * Math.Log10(AudioAssert.Peak(samples))).ShouldBe(-3.01, 0.01);
        dbtp.ShouldBe(0, 0.2);
    }

    [Fact]
    public void Dbtp_Silence_IsMinusInfinity() => Measure(new float[1_000]).ShouldBe(double.NegativeInfinity);

    [Fact]
    public void Finish_PeakAtTheVeryEnd_Counts() => Measure([0, 0, 0, 0.5f]).ShouldBeInRange(-6.1, -5.5);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(250)]
    public void Compute_AnyLength_EqualsThePlainForm(int length)
    {
        var window = ToneGenerator.Noise(length + OversampledPeak.Taps - 1);
        var fast = new float[length];
        var plain = new float[length];

        OversampledPeak.Compute(window, fast);
        OversampledPeak.ComputeReference(window, plain);

        for (var i = 0; i < length; i++)
        {
            fast[i].ShouldBe(plain[i], 1e-5f);
        }
    }

    private static double Measure(float[] samples)
    {
        var meter = new TruePeakMeter();
        meter.Add(samples);
        return meter.Finish();
    }
}
