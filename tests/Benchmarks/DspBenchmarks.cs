using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Dsp;
using IShowTts.Tts.F5.Reference;
using IShowTts.Tts.F5.Sampling;

namespace IShowTts.Benchmarks;

/// <summary>What F5-TTS needs around its model, over ten seconds of audio (938 mel frames): ours, and beside it the textbook form as baseline.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class DspBenchmarks
{
    private const int Samples = 10 * MelSpectrogram.SampleRate;
    private readonly float[] samples = ToneGenerator.Noise(Samples, 0.5);
    private readonly float[] mel = new float[MelSpectrogram.FramesOf(Samples) * MelSpectrogram.Mels];
    private readonly float[] head = ToneGenerator.Noise(MelSpectrogram.FramesOf(Samples) * InverseStft.Values, 3);
    private readonly float[] output = new float[InverseStft.SamplesOf(MelSpectrogram.FramesOf(Samples))];
    private readonly float[] part = ToneGenerator.Noise(2 * MelSpectrogram.SampleRate, 0.5);
    private readonly MelSpectrogram analysis = new();
    private readonly InverseStft synthesis = new();
    private readonly PlainKernels plain = new();
    private readonly SincHannResampler resampler = new(44_100, MelSpectrogram.SampleRate);
    private readonly EqualPowerJoiner joiner = new(MelSpectrogram.SampleRate, TimeSpan.FromSeconds(0.15), TimeSpan.FromSeconds(0.25));
    private readonly PcmClip clip = new(44_100, 2, [.. ToneGenerator.Noise(2 * 441_000, 0.5).Select(sample => (short)(sample * 32_767))]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("inverse STFT")]
    public void InverseStftPlain() => plain.InverseStft(head, output);

    [Benchmark]
    [BenchmarkCategory("inverse STFT")]
    public void InverseStftOurs() => synthesis.Synthesize(head, output);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("mel")]
    public void MelPlain() => plain.Mel(samples, mel);

    [Benchmark]
    [BenchmarkCategory("mel")]
    public void MelOurs() => analysis.Analyze(samples, mel);

    [Benchmark]
    [BenchmarkCategory("clip")]
    public object CutClip() => ClipCutter.Cut(clip);

    [Benchmark]
    [BenchmarkCategory("clip")]
    public object ResampleTo24() => resampler.Resample(samples);

    [Benchmark]
    [BenchmarkCategory("speech")]
    public void Noise() => FlowNoise.Fill(1, 0, mel);

    [Benchmark]
    [BenchmarkCategory("speech")]
    public int JoinTwoSeconds() => joiner.Join(part).Length;
}
