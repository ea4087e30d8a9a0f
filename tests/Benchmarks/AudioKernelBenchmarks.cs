using BenchmarkDotNet.Attributes;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Benchmarks;

/// <summary>Each kernel over one second of mono audio in chunks of 20 ms, so the mean is milliseconds per second of audio.</summary>
[MemoryDiagnoser]
public class AudioKernelBenchmarks
{
    private readonly float[] low = ToneGenerator.Noise(22_050, 0.5);
    private readonly float[] quiet = ToneGenerator.Noise(48_000, 0.5);
    private readonly float[] loud = ToneGenerator.Noise(48_000, 2);
    private readonly float[] output = new float[4_096];
    private readonly Resampler resampler = new(22_050, 48_000);
    private readonly TruePeakLimiter limiter = new(48_000, -1.5);
    private readonly LoudnessMeter loudness = new(AudioFormat.Mono48);
    private readonly TruePeakMeter truePeak = new();

    [Benchmark]
    public int Resample22To48()
    {
        var written = 0;
        for (var at = 0; at + 441 <= low.Length; at += 441)
        {
            written += resampler.Process(low.AsSpan(at, 441), output);
        }

        return written;
    }

    [Benchmark]
    public int LimiterAtWork() => Limit(loud);

    [Benchmark]
    public int LimiterAtRest() => Limit(quiet);

    [Benchmark]
    public double MeasureLoudness()
    {
        for (var at = 0; at < quiet.Length; at += 960)
        {
            loudness.Add(quiet.AsSpan(at, 960));
        }

        return loudness.Measured.TotalSeconds;
    }

    [Benchmark]
    public double MeasureTruePeak()
    {
        for (var at = 0; at < quiet.Length; at += 960)
        {
            truePeak.Add(quiet.AsSpan(at, 960));
        }

        return truePeak.Dbtp;
    }

    private int Limit(float[] samples)
    {
        var written = 0;
        for (var at = 0; at < samples.Length; at += 960)
        {
            written += limiter.Process(samples.AsSpan(at, 960), output);
        }

        return written;
    }
}
