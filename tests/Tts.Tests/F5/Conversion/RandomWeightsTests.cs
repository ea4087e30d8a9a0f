using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;

namespace IShowTts.Tts.Tests.F5.Conversion;

public class RandomWeightsTests
{
    private static readonly F5Architecture FullSize = new(1024, 22, 16, 64, 2048, 512, 4, 2545);

    public static TheoryData<string> Models => GoldenCases.Models();

    public static TheoryData<string> Vocoders => GoldenCases.Vocoders();

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void ForF5_SeedOfAGoldenModel_GivesItsWeights(string model)
    {
        using var golden = Goldens.Open(model + ".safetensors");
        var seed = Goldens.Property(Goldens.FileEntry(model + ".safetensors"), "weight_seed");
        Skip.If(seed.ValueKind != JsonValueKind.String, $"The manifest names no weight_seed of {model}.");

        using var random = RandomWeights.ForF5(seed.GetString()!, GoldenCases.Architecture(model));

        random.Tensors.Count.ShouldBeGreaterThan(60);
        foreach (var (key, info) in random.Tensors)
        {
            golden.Shape(key).ShouldBe(info.Shape, key);
            var values = new float[info.Count];
            random.Read(key, 0, values);
            var error = golden.Tensor(key).Measure(values);
            error.FloorRatio.ShouldBeLessThanOrEqualTo(key.EndsWith("inv_freq", StringComparison.Ordinal) ? 1 : 0, key);
        }
    }

    [SkippableFact]
    public void ForF5_FullSize_HasTheHashesOfTheManifest()
    {
        var file = Goldens.FileEntry("full_size.safetensors");
        Skip.If(file.ValueKind != JsonValueKind.Object, "The goldens have no full size.");
        var prefix = file.GetProperty("weight_seed_prefix").GetString();
        var checkedTensors = 0;
        foreach (var entry in file.GetProperty("sha256").EnumerateObject())
        {
            var (model, key) = (entry.Name.Split(':')[0], entry.Name.Split(':')[1]);
            using var random = RandomWeights.ForF5($"{prefix}-{model}", FullSize);
            var values = new float[random.Tensors[key].Count];

            random.Read(key, 0, values);

            values[..4].ShouldBe(entry.Value.GetProperty("first4").EnumerateArray().Select(static item => item.GetSingle()));
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan()))).ShouldBe(entry.Value.GetProperty("sha256_le_fp32").GetString(), entry.Name);
            checkedTensors++;
        }

        checkedTensors.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void ForF5_FullSize_HasTheParametersOfThePublishedModel()
    {
        using var random = RandomWeights.ForF5("any", FullSize);

        random.Tensors.Count.ShouldBe(364);
        random.Tensors.Values.Sum(static info => info.Count).ShouldBe(337_096_804 + 32);
    }

    [Fact]
    public void ForVocos_FullSize_HasTheTensorsOfThePublishedModel()
    {
        using var random = RandomWeights.ForVocos("any", new VocosArchitecture(512, 1536, 8));

        random.Tensors.Count.ShouldBe(83);
        random.Tensors.Where(static pair => !VocosStateDict.KnownBuffers.Contains(pair.Key)).Sum(static pair => pair.Value.Count).ShouldBeInRange(13_520_000, 13_540_000);
    }

    [SkippableTheory]
    [MemberData(nameof(Vocoders))]
    public void ForVocos_Buffers_AreThoseOfTheOriginal(string name)
    {
        using var golden = Goldens.Open(name + ".safetensors");
        using var random = RandomWeights.ForVocos("any", GoldenCases.VocoderArchitecture(name));

        golden.Names.Order(StringComparer.Ordinal).ShouldBe(random.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var key in VocosStateDict.KnownBuffers)
        {
            var values = new float[random.Tensors[key].Count];
            random.Read(key, 0, values);
            golden.Tensor(key).Measure(values).MaxAbs.ShouldBeLessThan(key == VocosStateDict.Filterbank ? 1.3e-5 : 2e-7, key);
        }
    }

    [Fact]
    public void Read_InPieces_GivesWhatOneReadGives()
    {
        using var random = RandomWeights.ForVocos("pieces", new VocosArchitecture(8, 16, 1));
        const string key = "backbone.embed.weight";
        var whole = new float[random.Tensors[key].Count];
        random.Read(key, 0, whole);

        var pieces = new float[whole.Length];
        for (var start = 0; start < pieces.Length; start += 7)
        {
            random.Read(key, start, pieces.AsSpan(start, Math.Min(7, pieces.Length - start)));
        }

        pieces.ShouldBe(whole);
        Should.Throw<CheckpointException>(() => random.Read(key, whole.Length, new float[1]));
        Should.Throw<CheckpointException>(() => random.Read("none", 0, new float[1]));
    }
}
