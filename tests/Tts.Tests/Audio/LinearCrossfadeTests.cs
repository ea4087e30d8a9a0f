using IShowTts.TestKit;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Dsp;
using IShowTts.Tts.Tests.F5.Reference;

namespace IShowTts.Tts.Tests.Audio;

public sealed class LinearCrossfadeTests
{
    // infer_process's default, 0.15 s at 24 kHz.
    private const int Overlap = (int)(0.15 * MelSpectrogram.SampleRate);

    public static TheoryData<string> Cases() => GoldenCases.EndToEnd();

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Join_WavesOfTheReference_AreItsFinalWave(string name)
    {
        using var golden = Goldens.Open("e2e.safetensors");
        var waves = new List<float[]>();
        while (golden.Has($"{name}/chunk{waves.Count}.wave_raw"))
        {
            waves.Add(golden.Floats($"{name}/chunk{waves.Count}.wave_raw"));
        }

        Skip.If(waves.Count == 0, $"{name} keeps no waves of its chunks.");
        var gain = EndToEndClip.Signal(name).OutputGain;
        waves.ForEach(wave => Gain.Apply(wave, gain));

        golden.AssertClose(name + "/final_wave", LinearCrossfade.Join(waves, Overlap));
    }

    [Fact]
    public void Join_ShortWaves_ShareWhatThereIs()
    {
        LinearCrossfade.Join([[1, 1, 1], [0, 0], [4]], 3).ShouldBe([1, 1, 0]);
        LinearCrossfade.Join([[1, 1], [], [3]], 0).ShouldBe([1, 1, 3]);
        LinearCrossfade.Join([], 5).ShouldBeEmpty();
    }

    [Fact]
    public void Join_EqualConstants_StayConstant() =>
        LinearCrossfade.Join([[.. Enumerable.Repeat(0.5f, 100)], [.. Enumerable.Repeat(0.5f, 80)]], 30).ShouldBe(Enumerable.Repeat(0.5f, 150));

    [Fact]
    public void Join_Overlap_ReachesBothEnds()
    {
        var joined = LinearCrossfade.Join([ToneGenerator.Noise(50, seed: 1), new float[50]], 11);

        joined.Length.ShouldBe(89);
        joined[39].ShouldBe(ToneGenerator.Noise(50, seed: 1)[39]);
        joined[49].ShouldBe(0);
    }
}
