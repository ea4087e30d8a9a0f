using IShowTts.TestKit;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.Tests.Dsp;

public sealed class SincHannResamplerTests
{
    private const string File = "mel.safetensors";

    [SkippableFact]
    public void Resample_EveryCaseOfTheReference_IsItsOutput()
    {
        using var golden = Goldens.Open(File);
        var rates = golden.Names.Where(name => name.StartsWith("resample", StringComparison.Ordinal) && name.EndsWith(".in", StringComparison.Ordinal))
            .Select(name => int.Parse(name["resample".Length..^".in".Length])).ToArray();
        Skip.If(rates.Length == 0, "No resampling in these goldens.");

        foreach (var rate in rates)
        {
            golden.AssertClose($"resample{rate}.out", new SincHannResampler(rate, MelSpectrogram.SampleRate).Resample(golden.Floats($"resample{rate}.in")));
        }
    }

    [Theory]
    [InlineData(8_000, 24_000)]
    [InlineData(11_025, 24_000)]
    [InlineData(22_050, 24_000)]
    [InlineData(44_100, 24_000)]
    [InlineData(96_000, 24_000)]
    [InlineData(24_000, 44_100)]
    public void Resample_Noise_IsTheFormulaTermByTerm(int from, int to)
    {
        var samples = ToneGenerator.Noise(700, seed: from);

        var output = new SincHannResampler(from, to).Resample(samples);

        AudioAssert.SignalToErrorDb(output, Formula(samples, from, to)).ShouldBeGreaterThan(105);
    }

    [Theory]
    [InlineData(191_999, 24_000)]
    [InlineData(44_101, 24_000)]
    public void Resample_RatesWithoutCommonDivisor_KeepATone(int from, int to)
    {
        var output = new SincHannResampler(from, to).Resample(ToneGenerator.Sine(from, 1_000, 0.2));

        AudioAssert.SignalToErrorDb(output.AsSpan(100, 4_500), ToneGenerator.Sine(to, 1_000, 0.2).AsSpan(100, 4_500)).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Constructor_RateOutOfRange_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SincHannResampler(7_999, 24_000));
        Should.Throw<ArgumentOutOfRangeException>(() => new SincHannResampler(24_000, 192_001));
    }

    // All in double; the reference rounds its phases to fp32, which is 110 dB down.
    private static float[] Formula(float[] samples, int from, int to)
    {
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(from, to);
        var (o, n) = (from / divisor, to / divisor);
        var cutoff = Math.Min(o, n) * 0.99;
        var width = (int)Math.Ceiling(6 * o / cutoff);
        var output = new float[((samples.Length * n) + o - 1) / o];
        for (var at = 0; at < output.Length; at++)
        {
            var (sum, phase) = (0.0, at % n);
            for (var k = -width; k < width + o; k++)
            {
                var source = (at / n * o) + k;
                var time = Math.Clamp(((-(double)phase / n) + ((double)k / o)) * cutoff, -6, 6);
                var sinc = time == 0 ? 1 : Math.Sin(Math.PI * time) / (Math.PI * time);
                sum += source >= 0 && source < samples.Length ? samples[source] * sinc * Math.Pow(Math.Cos(Math.PI * time / 12), 2) * cutoff / o : 0;
            }

            output[at] = (float)sum;
        }

        return output;
    }
}
