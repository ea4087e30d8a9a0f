using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Text;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Tts.Tests.F5.Conversion;

/// <summary>The golden models through the whole converter with its real graphs.</summary>
public sealed class GoldenConversionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ishowtts-golden").FullName;

    public static TheoryData<string> Models => GoldenCases.Models();

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public async Task Convert_OfAGoldenModel_GivesAFolderOfItsArchitecture(string model)
    {
        var architecture = GoldenCases.Architecture(model);
        var vocoder = GoldenCases.VocoderNames() is [var first, ..] ? first : null;
        Skip.If(vocoder is null, "The goldens have no vocoder.");
        var torch = Path.Combine(_folder, "vocos.bin");
        using (var weights = Goldens.OpenWeights(vocoder))
        {
            TorchZipWriter.Write(torch, weights);
        }

        var config = Path.Combine(_folder, "config.json");
        File.WriteAllText(config, Goldens.FileEntry(model + ".safetensors").GetProperty("config").GetRawText());
        var request = new F5ConversionRequest
        {
            Checkpoint = Goldens.Require(model + ".safetensors"),
            Vocabulary = VocabularyFor(architecture),
            Vocoder = torch,
            Config = config,
            Output = Path.Combine(_folder, "out"),
        };

        var result = await new F5Converter(new FakeTimeProvider()).ConvertAsync(request, null, default);

        await result.Model.VerifyAsync(null, default);
        result.Model.Architecture.ShouldBe(architecture);
        result.Model.Vocoder.ShouldBe(GoldenCases.VocoderArchitecture(vocoder));
        foreach (var graph in new[] { "modulation", "text", "step", "vocoder" })
        {
            File.Exists(result.Model.FileOf(graph)).ShouldBeTrue(graph);
            result.Model.Manifest.Graphs.Single(entry => entry.Name == graph).Inputs.ShouldNotBeEmpty(graph);
        }

        F5Vocabulary.Load(result.Model.FileOf(ModelFolder.Vocabulary)).Count.ShouldBe(architecture.VocabularySize);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A vocabulary of the set with the model's size.</summary>
    private static string VocabularyFor(F5Architecture architecture)
    {
        var fitting = Directory.GetFiles(Goldens.Folder, "*vocab*.txt").FirstOrDefault(path => F5Vocabulary.Load(path).Count == architecture.VocabularySize);
        Skip.If(fitting is null, $"The goldens in {Goldens.Folder} have no vocabulary of {architecture.VocabularySize} tokens.");
        return fitting;
    }
}
