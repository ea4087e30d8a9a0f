using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Tts.Tests.F5.Conversion;

/// <summary>The conversion around the graphs: a writer of small files stands in for them.</summary>
public sealed class F5ConverterTests : IDisposable
{
    private static readonly F5Architecture Small = new(32, 2, 2, 8, 64, 16, 1, 3) { TextMaskPadding = false, RotatedHeads = 1 };

    private readonly string _folder = Directory.CreateTempSubdirectory("ishowtts-convert").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero));

    public F5ConverterTests()
    {
        using var transformer = RandomWeights.ForF5("convert", Small);
        using var vocoder = RandomWeights.ForVocos("convert", new VocosArchitecture(8, 16, 1));
        SafetensorsWriter.Write(At("model.safetensors"), transformer);
        TorchZipWriter.Write(At("vocos.bin"), vocoder);
        File.WriteAllText(At("vocab.txt"), " \na\nb\n");
        File.WriteAllText(At("config.json"), """{"text_mask_padding":false,"pe_attn_head":1}""");
    }

    [Fact]
    public async Task Convert_WritesAFolderThatOpensAndVerifies()
    {
        var stages = new List<F5ConversionProgress>();

        var result = await Converter().ConvertAsync(Request() with { Licence = "MIT", Precision = F5Precision.Int8 }, new DirectProgress<F5ConversionProgress>(stages.Add), default);

        var model = ModelFolder.Open(At("out"));
        await model.VerifyAsync(null, default);
        model.Name.ShouldBe("out");
        model.Licence.ShouldBe("MIT");
        model.Precision.ShouldBe(F5Precision.Int8);
        model.Architecture.ShouldBe(Small);
        model.Vocoder.ShouldBe(new VocosArchitecture(8, 16, 1));
        model.FileOf("step").ShouldBe(At("out/step.onnx"));
        File.ReadAllText(model.FileOf(ModelFolder.Vocabulary)).ShouldBe(" \na\nb\n");
        model.Manifest.CreatedAt.ShouldBe(_time.GetUtcNow());
        model.Manifest.Config.ShouldBe("config.json");
        model.Manifest.Graphs.Single().Inputs.Single().ShouldSatisfyAllConditions(
            static value => value.Name.ShouldBe("state"),
            static value => value.Shape.ShouldBe(["frame", "100"]));
        model.Manifest.Sources.Select(static source => source.Role).ShouldBe(["checkpoint", "vocabulary", "vocoder"]);
        model.Manifest.Sources[0].Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(At("model.safetensors")))));
        result.Notes.ShouldBeEmpty();
        stages[0].Stage.ShouldBe("graphs");
        stages[^1].ShouldBe(new F5ConversionProgress("checksums", 1, "vocos.bin"));
        stages.ShouldAllBe(static stage => stage.Fraction >= 0 && stage.Fraction <= 1);
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Convert_WhenTheWriterFails_LeavesNothing()
    {
        var converter = new F5Converter(_time, static (_, _, _, folder, _, _) =>
        {
            File.WriteAllText(Path.Combine(folder, "step.onnx"), "half");
            throw new IOException("no space left");
        });

        var error = await Should.ThrowAsync<CheckpointException>(() => converter.ConvertAsync(Request(), null, default));

        error.Message.ShouldContain("no space left");
        Directory.Exists(At("out")).ShouldBeFalse();
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Convert_WhenCancelled_LeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        var converter = new F5Converter(_time, (checkpoint, vocoder, precision, folder, progress, token) =>
        {
            cancellation.Cancel();
            token.ThrowIfCancellationRequested();
            return [];
        });

        await Should.ThrowAsync<OperationCanceledException>(() => converter.ConvertAsync(Request(), null, cancellation.Token));

        Directory.Exists(At("out")).ShouldBeFalse();
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Output_ThatIsThere_IsReplacedOnlyWhenAskedAndOnlyAModel()
    {
        await Converter().ConvertAsync(Request(), null, default);
        var before = File.ReadAllBytes(At("out/step.onnx"));

        (await Refused(Request())).ShouldContain("--force");
        await Converter(content: "other").ConvertAsync(Request() with { Replace = true }, null, default);
        File.ReadAllBytes(At("out/step.onnx")).ShouldNotBe(before);
        await ModelFolder.Open(At("out")).VerifyAsync(null, default);

        Directory.CreateDirectory(At("holiday"));
        File.WriteAllText(At("holiday/photo.jpg"), "x");
        (await Refused(Request() with { Output = At("holiday"), Replace = true })).ShouldContain("no converted model");
        (await Refused(Request() with { Output = At("vocab.txt") })).ShouldContain("is a file");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Output_ThatIsALink_IsReplacedWithoutTouchingWhereItLeads()
    {
        await Converter().ConvertAsync(Request(), null, default);
        Directory.CreateSymbolicLink(At("link"), At("out"));

        await Converter(content: "other").ConvertAsync(Request() with { Output = At("link"), Replace = true }, null, default);

        new DirectoryInfo(At("link")).LinkTarget.ShouldBeNull();
        File.ReadAllText(At("link/step.onnx")).ShouldBe("other");
        File.ReadAllText(At("out/step.onnx")).ShouldBe("weights");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Vocabulary_OfAnotherModel_IsRefused()
    {
        File.WriteAllText(At("vocab.txt"), " \na\n");

        (await Refused(Request())).ShouldContain("has 2 tokens");
    }

    [Fact]
    public async Task Vocabulary_WithWindowsLineEnds_IsAccepted()
    {
        File.WriteAllText(At("vocab.txt"), " \r\na\r\nb\r\n");

        (await Converter().ConvertAsync(Request(), null, default)).Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Vocabulary_WithoutItsLastLineBreak_IsANote()
    {
        File.WriteAllText(At("vocab.txt"), " \na\nbc");

        (await Converter().ConvertAsync(Request(), null, default)).Notes.Single().ShouldContain("last character");
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("vocoder")]
    public async Task Checkpoint_CutShort_IsRefusedBeforeAnythingIsWritten(string which)
    {
        var path = At(which == "checkpoint" ? "model.safetensors" : "vocos.bin");
        using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(file.Length - 100);
        }

        (await Refused(Request())).ShouldContain("cut short");
        Directory.GetFileSystemEntries(_folder).Length.ShouldBe(4);
    }

    [Fact]
    public async Task Checkpoint_NamedLikeTheOtherGeneration_NeedsForce()
    {
        File.Move(At("model.safetensors"), At("F5TTS_v1_Base.safetensors"));
        var request = Request() with { Checkpoint = At("F5TTS_v1_Base.safetensors") };

        (await Refused(request)).ShouldContain("looks like a v1 model");
        await Converter().ConvertAsync(request with { ForceConfig = true }, null, default);
    }

    [Theory]
    [InlineData("format", "\"other\"", "holds something else")]
    [InlineData("formatVersion", "2", "this worker runs 1")]
    [InlineData("name", "null", "cannot be read")]
    [InlineData("architecture", "{}", "cannot be read")]
    [InlineData("files", """[{"role":"x","path":"../vocab.txt","bytes":6,"sha256":"0"}]""", "no plain file name")]
    [InlineData("files", """[{"role":"x","path":"gone.onnx","bytes":6,"sha256":"0"}]""", "gone.onnx of model out is missing")]
    [InlineData("files", "[null]", "holds a null")]
    [InlineData("architecture", """{"dim":2000000000,"depth":2,"heads":2,"headDim":8,"feedForwardDim":64,"textDim":16,"textConvLayers":1,"vocabularySize":3}""", "dim is 2000000000")]
    [InlineData("architecture", """{"dim":32,"depth":2,"heads":2,"headDim":8,"feedForwardDim":64,"textDim":16,"textConvLayers":1,"vocabularySize":3,"rotatedHeads":3}""", "rotatedHeads is 3")]
    [InlineData("vocoder", """{"dim":8,"intermediateDim":-1,"layers":1}""", "vocoder.intermediateDim is -1")]
    [InlineData("precision", "\"fp64\"", "cannot be read")]
    public async Task Folder_WithAWrongManifest_IsRefusedByField(string field, string json, string message)
    {
        await Converter().ConvertAsync(Request(), null, default);
        var manifest = JsonNode.Parse(File.ReadAllText(At("out/manifest.json")))!;
        manifest[field] = JsonNode.Parse(json);
        File.WriteAllText(At("out/manifest.json"), manifest.ToJsonString());

        var error = Should.Throw<CheckpointException>(() => ModelFolder.Open(At("out")));

        error.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Folder_WithADamagedFile_IsFound()
    {
        var model = (await Converter().ConvertAsync(Request(), null, default)).Model;
        var bytes = File.ReadAllBytes(At("out/step.weights"));
        bytes[3] ^= 1;
        File.WriteAllBytes(At("out/step.weights"), bytes);

        (await Should.ThrowAsync<CheckpointException>(() => model.VerifyAsync(null, default))).Message.ShouldContain("step.weights");
        File.WriteAllBytes(At("out/step.weights"), bytes[..^1]);
        Should.Throw<CheckpointException>(() => ModelFolder.Open(At("out"))).Message.ShouldContain("cut short");
        Should.Throw<CheckpointException>(() => ModelFolder.Open(_folder)).Message.ShouldContain("models convert f5");
        Should.Throw<CheckpointException>(() => model.FileOf("none")).Message.ShouldContain("none");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private string[] Leftovers() => Directory.GetFileSystemEntries(_folder, ".*");

    private F5Converter Converter(string content = "weights") => new(_time, (checkpoint, vocoder, precision, folder, progress, token) =>
    {
        checkpoint.Architecture.ShouldBe(Small);
        File.WriteAllText(Path.Combine(folder, "step.onnx"), content);
        File.WriteAllText(Path.Combine(folder, "step.weights"), content);
        progress("step.weights", 7);
        return [new ModelGraphEntry("step", "step.onnx", "step.weights", [new ModelGraphValue("state", "float32", ["frame", "100"])], [])];
    });

    private F5ConversionRequest Request() => new()
    {
        Checkpoint = At("model.safetensors"), Vocabulary = At("vocab.txt"), Vocoder = At("vocos.bin"), Config = At("config.json"), Output = At("out"),
    };

    private async Task<string> Refused(F5ConversionRequest request) =>
        (await Should.ThrowAsync<CheckpointException>(() => Converter().ConvertAsync(request, null, default))).Message;
}
