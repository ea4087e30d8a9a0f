using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;

namespace IShowTts.Tts.Tests.F5.Conversion;

public class F5CheckpointReaderTests
{
    private const string Prefix = F5StateDict.EmaPrefix;

    private static readonly F5Architecture Small = new(32, 2, 2, 8, 64, 16, 1, 10);
    private static readonly F5ModelConfig Config = new("test", true, null);

    public static TheoryData<string> Models => GoldenCases.Models();

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Golden_Model_HasTheArchitectureOfItsConfig(string model)
    {
        var expected = GoldenCases.Architecture(model);
        var config = new F5ModelConfig("golden", expected.TextMaskPadding, expected.RotatedHeads) { MaskKeys = expected.MaskKeys };

        using var checkpoint = F5CheckpointReader.Read(Goldens.OpenWeights(model), config);

        checkpoint.Architecture.ShouldBe(expected);
        checkpoint.Prefix.ShouldBe(Prefix);
        checkpoint.Tensors.Keys.Order(StringComparer.Ordinal).ShouldBe(F5StateDict.Shapes(expected).Select(static pair => pair.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ema_model.transformer.")]
    [InlineData("transformer.")]
    [InlineData("ema_model_state_dict.ema_model.transformer.")]
    [InlineData("model_state_dict.transformer.")]
    public void Prefix_OfEveryKnownKind_IsFound(string prefix)
    {
        using var random = RandomWeights.ForF5("prefix", Small);
        var source = MemoryTensors.Copy(random, key => prefix + key[Prefix.Length..]);

        using var checkpoint = F5CheckpointReader.Read(source, Config);

        checkpoint.Prefix.ShouldBe(prefix);
        var (mine, theirs) = (new float[3], new float[3]);
        checkpoint.Read("proj_out.bias", 5, mine);
        random.Read(Prefix + "proj_out.bias", 5, theirs);
        mine.ShouldBe(theirs);
        checkpoint.Dispose();
        source.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public void Extras_OfPublishedFiles_AreDropped()
    {
        var source = Copy();
        source.Set("initted", [1f]);
        source.Set("step", [1f]);
        source.Set("ema_model.mel_spec.mel_stft.mel_scale.fb", 513, 100);
        source.Set("ema_model.mel_spec.mel_stft.spectrogram.window", 1024);

        using var checkpoint = F5CheckpointReader.Read(source, Config);

        checkpoint.Tensors.Count.ShouldBe(F5StateDict.Shapes(Small).Count);
    }

    [Fact]
    public void EveryKey_WhenMissing_IsNamed()
    {
        foreach (var (key, _) in F5StateDict.Shapes(Small))
        {
            var source = Copy();
            source.Remove(Prefix + key);

            Refused(source).ShouldContain(key);
            source.IsDisposed.ShouldBeTrue();
        }
    }

    [Fact]
    public void EveryKey_WithAnotherShape_IsNamed()
    {
        foreach (var (key, shape) in F5StateDict.Shapes(Small).Where(static pair => pair.Key != F5StateDict.TextTable))
        {
            var source = Copy();
            source.Set(Prefix + key, [.. shape[..^1], shape[^1] + 1]);

            // Sizes that the architecture is read from are told by the tensor that then does not fit.
            Refused(source).ShouldContain(Prefix);
        }
    }

    [Theory]
    [InlineData("transformer_blocks.7.attn.to_q.weight", "unknown tensors")]
    [InlineData("text_embed.something", "unknown tensors")]
    [InlineData("long_skip_connection.weight", "long_skip_connection are not supported")]
    [InlineData("layers.0.attn.to_q.weight", "E2-TTS")]
    [InlineData("transformer_blocks.0.attn.to_q_c.weight", "MMDiT")]
    [InlineData("transformer_blocks.0.attn.q_norm.weight", "k_norm")]
    public void Key_TooMany_IsRefusedByName(string key, string message)
    {
        var source = Copy();
        source.Set(Prefix + key, 8);

        Refused(source).ShouldContain(message);
    }

    [Fact]
    public void Key_OutsideTheTransformer_IsRefusedUnlessItIsKnown()
    {
        var source = Copy();
        source.Set("duration_predictor.weight", 4);

        Refused(source).ShouldContain("has duration_predictor.weight");
    }

    [Fact]
    public void Vocoder_InsteadOfACheckpoint_IsToldApart()
    {
        var message = Should.Throw<CheckpointException>(() => F5CheckpointReader.Read(RandomWeights.ForVocos("v", new VocosArchitecture(8, 16, 1)), Config)).Message;

        message.ShouldContain("--vocoder");
    }

    [Fact]
    public void Values_ThatAreNoNumbers_AreRefusedWhenRead()
    {
        var source = Copy();
        source.Values(Prefix + "proj_out.bias")[7] = float.NaN;
        using var checkpoint = F5CheckpointReader.Read(source, Config);

        Should.Throw<CheckpointException>(() => checkpoint.Read("proj_out.bias", 5, new float[10])).Message.ShouldContain("element 7 of ema_model.transformer.proj_out.bias");
        Should.Throw<CheckpointException>(() => checkpoint.Read("none", 0, new float[1])).Message.ShouldContain("none");
    }

    [Fact]
    public void Sizes_OtherThanTheConfiguration_AreNamed() =>
        Should.Throw<CheckpointException>(() => F5CheckpointReader.Read(Copy(), F5ModelConfig.V1Base)).Message.ShouldContain("dim 1024");

    [Fact]
    public void RotatedHeads_MoreThanThereAre_AreRefused() =>
        Should.Throw<CheckpointException>(() => F5CheckpointReader.Read(Copy(), new F5ModelConfig("test", false, 3))).Message.ShouldContain("pe_attn_head is 3");

    [Fact]
    public void RandomWeights_OfFullSize_FitTheBaseConfigurations()
    {
        var architecture = new F5Architecture(1024, 22, 16, 64, 2048, 512, 4, 2545);
        foreach (var config in new[] { F5ModelConfig.V1Base, F5ModelConfig.Base })
        {
            using var checkpoint = F5CheckpointReader.Read(RandomWeights.ForF5("full", architecture), config);
            checkpoint.Architecture.ShouldBe(architecture with { TextMaskPadding = config.TextMaskPadding, RotatedHeads = config.RotatedHeads });
        }
    }

    private static MemoryTensors Copy()
    {
        using var random = RandomWeights.ForF5("small", Small);
        return MemoryTensors.Copy(random);
    }

    private static string Refused(ITensorSource source) => Should.Throw<CheckpointException>(() => F5CheckpointReader.Read(source, Config)).Message;
}
