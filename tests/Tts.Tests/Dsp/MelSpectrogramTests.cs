using System.Buffers.Binary;
using IShowTts.TestKit;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.Tests.Dsp;

public sealed class MelSpectrogramTests
{
    private const string File = "mel.safetensors";

    // No floor is stated for the filters either. torch's 10^x may be off by one rounding, at 5 of 102 corners it is; a corner's rounding over a filter's width is 4e-6.
    private const double FilterTolerance = 5e-6;

    public static TheoryData<string> Cases()
    {
        var data = new TheoryData<string>();
        foreach (var name in GoldenTensorNames(".mel"))
        {
            data.Add(name);
        }

        return data;
    }

    [SkippableFact]
    public void Window_OfTheReference_IsOurs()
    {
        using var golden = Goldens.Open(File);

        golden.AssertClose("window", HannWindow.Periodic(MelSpectrogram.Window));
    }

    [SkippableFact]
    public void FilterBank_OfTheReference_IsOurs()
    {
        using var golden = Goldens.Open(File);

        var expected = golden.Tensor("filterbank");

        var filters = new MelFilterBank(513, MelSpectrogram.Mels, MelSpectrogram.SampleRate).ToMatrix();

        expected.Measure(filters).MaxAbs.ShouldBeLessThan(FilterTolerance);
        filters.Where((weight, i) => weight != expected.Values[i]).Count().ShouldBeLessThan(filters.Length / 200);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Analyze_SamplesOfTheReference_GiveItsMel(string name)
    {
        using var golden = Goldens.Open(File);
        var expected = golden.Tensor(name + ".mel");
        var samples = Samples(golden, name);

        var mel = Analyze(samples);

        MelAssert.Close(mel, expected);
    }

    [Fact]
    public void Analyze_TooFewSamples_SaysHowMany()
    {
        var mel = new MelSpectrogram();

        Should.Throw<ArgumentException>(() => mel.Analyze(new float[512], new float[300])).Message.ShouldContain("513");
        Should.Throw<ArgumentException>(() => mel.Analyze(new float[513], new float[299])).Message.ShouldContain("300");
    }

    [Fact]
    public void Analyze_AnyLength_EachFrameDependsOnItsWindowOnly()
    {
        var samples = ToneGenerator.Noise(256 * 40);
        var whole = Analyze(samples);

        var part = Analyze(samples.AsSpan(256 * 10, 256 * 13).ToArray());

        // The part's first and last two mel frames see reflected edges.
        part.AsSpan(2 * 100, 9 * 100).SequenceEqual(whole.AsSpan(12 * 100, 9 * 100)).ShouldBeTrue();
    }

    [Fact]
    public void Analyze_Warm_AllocatesNothing()
    {
        var mel = new MelSpectrogram();
        var (samples, values) = (ToneGenerator.Noise(24_000), new float[94 * 100]);
        mel.Analyze(samples, values);
        var before = GC.GetAllocatedBytesForCurrentThread();

        mel.Analyze(samples, values);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static IEnumerable<string> GoldenTensorNames(string ending)
    {
        if (!System.IO.File.Exists(Path.Combine(Goldens.Folder, File)))
        {
            return [Goldens.None];
        }

        using var golden = Goldens.Open(File);
        return [.. golden.Names.Where(name => name.EndsWith(ending, StringComparison.Ordinal)).Select(name => name[..^ending.Length])];
    }

    // NAME.wav; the clip beside the goldens for "ref"; silence for "zerosN".
    private static float[] Samples(GoldenFile golden, string name)
    {
        if (golden.Has(name + ".wav"))
        {
            return golden.Floats(name + ".wav");
        }

        if (name.StartsWith("zeros", StringComparison.Ordinal))
        {
            return new float[int.Parse(name["zeros".Length..])];
        }

        var description = Goldens.TensorEntry(File, name + ".mel").GetProperty("desc").GetString()!;
        var file = description.Split(' ').FirstOrDefault(word => word.EndsWith(".wav", StringComparison.Ordinal));
        Skip.If(file is null, $"The manifest names no clip for {name}.");
        // The goldens' clip was read by a program that ends where RIFF ends, and that may be before the data does.
        var bytes = System.IO.File.ReadAllBytes(Goldens.Require(file!));
        bytes = bytes[..Math.Min(bytes.Length, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)) + 8)];
        return WavReader.ReadAll(new MemoryStream(bytes), TimeSpan.FromMinutes(5)).Samples;
    }

    private static float[] Analyze(float[] samples)
    {
        var mel = new float[MelSpectrogram.FramesOf(samples.Length) * MelSpectrogram.Mels];
        new MelSpectrogram().Analyze(samples, mel);
        return mel;
    }
}
