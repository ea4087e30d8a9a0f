using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests.Audio;

public sealed class FadeTests
{
    [Fact]
    public void Out_OverChunks_FallsSmoothlyAndStaysSilent()
    {
        var fade = Fade.Out(AudioFormat.Stereo48, TimeSpan.FromMilliseconds(100));
        var samples = new float[20_000];
        Array.Fill(samples, 1);

        for (var at = 0; at < samples.Length; at += 960)
        {
            fade.Apply(samples.AsSpan(at, Math.Min(960, samples.Length - at)));
        }

        fade.IsDone.ShouldBeTrue();
        samples[0].ShouldBe(1, 0.001f);
        samples[4_800].ShouldBe(0.5f, 0.001f);
        samples.AsSpan(9_600).ToArray().ShouldAllBe(sample => sample == 0);
        for (var i = 2; i < samples.Length; i += 2)
        {
            samples[i].ShouldBeInRange(0, samples[i - 2]);
            samples[i + 1].ShouldBe(samples[i]);
        }
    }

    [Fact]
    public void In_Whole_RisesToFull()
    {
        var fade = Fade.In(AudioFormat.Mono48, TimeSpan.FromMilliseconds(10));
        var samples = new float[960];
        Array.Fill(samples, 1);

        fade.Apply(samples);

        fade.IsDone.ShouldBeTrue();
        samples[0].ShouldBeLessThan(0.001f);
        samples[480].ShouldBe(1);
        samples[959].ShouldBe(1);
    }

    [Fact]
    public void Out_NoTime_IsSilentAtOnce()
    {
        float[] samples = [1, 1];

        Fade.Out(AudioFormat.Mono48, TimeSpan.Zero).Apply(samples);

        samples.ShouldBe([0, 0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(1_001)]
    public void Gain_AnyLength_MultipliesEverySample(int length)
    {
        var samples = ToneGenerator.Noise(length);
        var expected = samples.Select(sample => sample * 1.5f).ToArray();

        Gain.Apply(samples, 1.5f);

        samples.SequenceEqual(expected).ShouldBeTrue();
    }

    [Fact]
    public void MonoToStereo_Tone_KeepsItsLoudness()
    {
        var mono = ToneGenerator.Sine(48_000, 997, 2, 0.5);
        var stereo = new float[2 * mono.Length];
        var monoMeter = new LoudnessMeter(AudioFormat.Mono48);
        var stereoMeter = new LoudnessMeter(AudioFormat.Stereo48);

        MonoToStereo.Convert(mono, stereo);

        monoMeter.Add(mono);
        stereoMeter.Add(stereo);
        stereoMeter.IntegratedLufs.ShouldBe(monoMeter.IntegratedLufs, 0.01);
    }
}
