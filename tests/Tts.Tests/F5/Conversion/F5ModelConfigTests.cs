using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Conversion;

namespace IShowTts.Tts.Tests.F5.Conversion;

public sealed class F5ModelConfigTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ishowtts-{Guid.NewGuid():N}.json");

    public static TheoryData<string> Models => GoldenCases.Models();

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void File_WithTheConfigOfAGolden_FitsItsCheckpoint(string model)
    {
        Skip.If(model == Goldens.None, "The goldens have no model.");
        File.WriteAllText(_path, Goldens.FileEntry(model + ".safetensors").GetProperty("config").GetRawText());

        using var checkpoint = F5CheckpointReader.Read(Goldens.OpenWeights(model), F5ModelConfig.Find(_path));

        checkpoint.Architecture.ShouldBe(GoldenCases.Architecture(model));
    }

    [Fact]
    public void Names_OfThePublishedModels_GiveTheirSwitches()
    {
        F5ModelConfig.Find("v1-base").ShouldSatisfyAllConditions(
            static config => config.TextMaskPadding.ShouldBeTrue(),
            static config => config.RotatedHeads.ShouldBeNull());
        F5ModelConfig.Find("BASE").ShouldSatisfyAllConditions(
            static config => config.TextMaskPadding.ShouldBeFalse(),
            static config => config.RotatedHeads.ShouldBe(1));
        Should.Throw<CheckpointException>(() => F5ModelConfig.Find("v2")).Message.ShouldContain("neither v1-base nor base nor a file");
    }

    [Theory]
    [InlineData("""{"pe_attn_head":null}""", "lacks text_mask_padding")]
    [InlineData("""{"text_mask_padding":true}""", "lacks pe_attn_head")]
    [InlineData("""{"text_mask_padding":true,"pe_attn_head":null,"dims":3}""", "dims is not a known field")]
    [InlineData("""{"text_mask_padding":true,"pe_attn_head":null,"mel_spec_type":"bigvgan"}""", "mel_spec_type bigvgan")]
    [InlineData("""{"text_mask_padding":true,"pe_attn_head":null,"long_skip_connection":true}""", "long_skip_connection is not supported")]
    [InlineData("""{"text_mask_padding":true,"pe_attn_head":null,"text_embedding_average_upsampling":true}""", "text_embedding_average_upsampling is not supported")]
    [InlineData("""{"text_mask_padding":true,"pe_attn_head":null,"qk_norm":"layer"}""", "qk_norm")]
    [InlineData("""{"text_mask_padding":1,"pe_attn_head":null}""", "cannot be read")]
    [InlineData("""{"text_mask_padding":true,"text_mask_padding":false,"pe_attn_head":null}""", "cannot be read")]
    [InlineData("""[]""", "cannot be read")]
    [InlineData("""model: DiT""", "cannot be read")]
    public void File_ThatIsWrong_IsRefusedByField(string json, string message)
    {
        File.WriteAllText(_path, json);

        Should.Throw<CheckpointException>(() => F5ModelConfig.Find(_path)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("/m/F5TTS_v1_Base/model_1250000.safetensors", "base", "v1-base")]
    [InlineData("/m/F5TTS_Base/model_1200000.safetensors", "v1-base", "base")]
    [InlineData("/m/model_1200000.safetensors", "v1-base", "base")]
    [InlineData("/m/f5tts_v1_base_german.safetensors", "base", "v1-base")]
    public void Hint_ThatContradictsTheConfiguration_IsAnError(string path, string config, string cure)
    {
        var message = Should.Throw<CheckpointException>(() => F5GenerationHint.Check(path, new Dictionary<string, string>(), F5ModelConfig.Find(config))).Message;

        message.ShouldContain($"Use --config {cure}");
        message.ShouldContain("--force-config");
    }

    [Fact]
    public void Hint_InMetadata_Counts() => Should.Throw<CheckpointException>(() =>
        F5GenerationHint.Check("/m/mine.safetensors", new Dictionary<string, string> { ["base_model"] = "F5TTS_v1_Base" }, F5ModelConfig.Base));

    [Theory]
    [InlineData("/m/F5TTS_v1_Base/model_1250000.safetensors", "v1-base")]
    [InlineData("/m/F5TTS_Base/model_1200000.safetensors", "base")]
    [InlineData("/m/mine.safetensors", "base")]
    [InlineData("/m/mine.safetensors", "v1-base")]
    public void Hint_ThatAgreesOrIsMissing_IsNoError(string path, string config) =>
        Should.NotThrow(() => F5GenerationHint.Check(path, new Dictionary<string, string>(), F5ModelConfig.Find(config)));

    public void Dispose() => File.Delete(_path);
}
