using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Speaking;
using IShowTts.Tts.F5.Text.Chinese;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Tts.Tests.F5.Speaking;

public sealed class VoiceboxLoaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-loader-é").FullName;
    private readonly ServiceProvider services = new ServiceCollection().AddLogging().AddOnnx(
        new ConfigurationBuilder().AddInMemoryCollection([new("Tts:Onnx:Provider", "Cpu")]).Build()).BuildServiceProvider();

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [SkippableFact]
    public async Task Load_ConvertedModel_SpeaksAndIsFoundByNameAndPath()
    {
        await ConvertAsync("tiny");

        using var byName = Loader().Load("tiny");
        using var byPath = Loader().Load(Path.Combine(folder, "tiny"));

        Should.NotThrow(byName.Touch);
        byPath.Model.Architecture.ShouldBe(byName.Model.Architecture);
        byName.Vocabulary.Count.ShouldBe(byName.Model.Architecture.VocabularySize);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("../none")]
    public void Load_NoModel_NamesEveryPlaceAndTheCure(string model)
    {
        var failure = Should.Throw<SynthesisException>(() => Loader().Load(model));

        failure.Code.ShouldBe("model-missing");
        failure.Message.ShouldContain(Path.GetFullPath(model, folder));
        failure.Message.ShouldContain("ishowtts models convert f5");
        Should.Throw<SynthesisException>(() => Loader().Look(model)).Code.ShouldBe("model-missing");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Load_DamagedFile_IsToldByItsName(bool cut)
    {
        await ConvertAsync("tiny");
        var largest = new DirectoryInfo(Path.Combine(folder, "tiny")).GetFiles().MaxBy(file => file.Length)!;
        using (var stream = largest.Open(FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Position = stream.Length / 2;
            stream.WriteByte((byte)(stream.ReadByte() + 1));
            stream.SetLength(cut ? stream.Length - 1 : stream.Length);
        }

        var failure = Should.Throw<SynthesisException>(() => Loader().Load("tiny"));

        failure.Code.ShouldBe("model-damaged");
        failure.Message.ShouldContain(largest.Name);
    }

    private async Task ConvertAsync(string name)
    {
        var config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(config, Goldens.Property(Goldens.FileEntry("tiny_v1.safetensors"), "config").GetRawText());
        await new F5Converter(TimeProvider.System).ConvertAsync(
            new F5ConversionRequest
            {
                Checkpoint = Goldens.Require("tiny_v1.safetensors"),
                Vocabulary = Goldens.Require("tiny_vocab.txt"),
                Vocoder = Goldens.Require("tiny_vocos.safetensors"),
                Config = config,
                Output = Path.Combine(folder, name),
            },
            null,
            CancellationToken.None);
    }

    private VoiceboxLoader Loader() => new(
        Microsoft.Extensions.Options.Options.Create(new F5Options { ModelsFolder = folder }),
        services.GetRequiredService<OnnxSessions>(),
        new ChineseTextSource(),
        NullLogger<F5Synthesizer>.Instance);
}
