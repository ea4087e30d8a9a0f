using System.Security.Cryptography;
using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.TestKit.Models;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Models;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Cli;

/// <summary><c>ishowtts models …</c> in process, with a file server on this machine in place of the real one.</summary>
public sealed class ModelsCommandTests : IAsyncLifetime, IDisposable
{
    private readonly byte[] _weights = [.. Enumerable.Range(0, 10_000).Select(static i => (byte)i)];
    private readonly CommandRun _run;
    private LoopbackFileServer _server = null!;

    public ModelsCommandTests() => _run = new CommandRun { ConfigureServices = services => services.AddSingleton(List()) };

    public static TheoryData<string> Models => GoldenCases.Models();

    public async Task InitializeAsync()
    {
        _server = await LoopbackFileServer.StartAsync();
        _server.Files["/m/weights.bin"] = _weights;
        _server.Files["/m/vocab.txt"] = [32, 10];
        _server.Files["/v/vocoder.bin"] = [1, 2, 3];
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task List_OfTheProgram_IsSoundAndSaysWhoMayEarn()
    {
        var list = KnownModelList.Load();
        list.FindMistake().ShouldBeNull();
        list.Find("f5-tts-v1-base")!.Licence.CommercialUse.ShouldBeFalse();

        using var run = new CommandRun();
        await run.RunAsync("models", "list", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        var reports = JsonSerializer.Deserialize(run.Output, CliJsonContext.Readable.IReadOnlyListModelReport)!;
        reports.Select(static report => report.Name).ShouldBe(list.Models.Select(static model => model.Id));
        reports.ShouldAllBe(static report => report.State == "not-fetched");
    }

    [Fact]
    public async Task Pull_WithoutAcceptingTheLicence_FetchesNothing()
    {
        await _run.RunAsync("models", "pull", "test-model");

        _run.ExitCode.ShouldBe(ExitCodes.Misused);
        _run.Error.ShouldContain("CC-BY-NC-4.0");
        _run.Error.ShouldContain("earns money");
        _run.Error.ShouldContain("--accept-license");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pull_FetchesTheModelAndWhatItRequires_AndVerifyAgrees()
    {
        await PullAsync("--json");

        _run.ExitCode.ShouldBe(ExitCodes.Done, _run.Error);
        var reports = JsonSerializer.Deserialize(_run.Output, CliJsonContext.Readable.IReadOnlyListModelPullReport)!;
        reports.Select(static report => report.Model).ShouldBe(["test-model", "test-vocoder"]);
        reports[0].Files.Select(static file => file.WasKnown).ShouldBe([true, false]);
        File.ReadAllBytes(Downloaded("test-model", "weights.bin")).ShouldBe(_weights);
        File.Exists(Downloaded("test-vocoder", "vocoder.bin")).ShouldBeTrue();

        using var verify = Again();
        await verify.RunAsync("models", "verify");
        verify.ExitCode.ShouldBe(ExitCodes.Done, verify.Error);
        verify.Output.ShouldContain("as listed");
        verify.Output.ShouldContain("no checksum");
    }

    [Fact]
    public async Task Pull_OfWhatIsThere_FetchesOnlyWhatDiffers()
    {
        await PullAsync();
        _server.Requests.Clear();
        File.WriteAllText(Downloaded("test-model", "weights.bin"), "damaged");

        await PullAsync();

        _run.ExitCode.ShouldBe(ExitCodes.Done, _run.Error);
        _server.Requests.ShouldBe(["/m/weights.bin"]);
        File.ReadAllBytes(Downloaded("test-model", "weights.bin")).ShouldBe(_weights);
    }

    [Fact]
    public async Task Pull_OfADamagedFile_FailsAndSaysWhy()
    {
        _server.Files["/m/weights.bin"] = [.. _weights.Reverse()];

        await PullAsync();

        _run.ExitCode.ShouldBe(ExitCodes.Failed);
        _run.Error.ShouldContain("is not the expected file");
    }

    [Fact]
    public async Task Pull_OfAnUnknownName_NamesTheKnown()
    {
        await _run.RunAsync("models", "pull", "nothing");

        _run.ExitCode.ShouldBe(ExitCodes.Misused);
        _run.Error.ShouldContain("test-model, test-vocoder");
    }

    [Fact]
    public async Task Verify_OfAChangedFile_FailsAndRemoveRemoves()
    {
        await PullAsync();
        File.WriteAllText(Downloaded("test-model", "vocab.txt"), "x");

        using var verify = Again();
        await verify.RunAsync("models", "verify", "test-model", "--json");
        verify.ExitCode.ShouldBe(ExitCodes.Failed);
        JsonSerializer.Deserialize(verify.Output, CliJsonContext.Readable.IReadOnlyListModelCheckReport)!
            .Where(static report => !report.Ok).ShouldHaveSingleItem().File.ShouldBe("vocab.txt");

        using var asked = Again();
        await asked.RunAsync("models", "remove", "test-model");
        asked.ExitCode.ShouldBe(ExitCodes.Misused);
        Directory.Exists(Downloaded("test-model", "")).ShouldBeTrue();

        using var removed = Again();
        await removed.RunAsync("models", "remove", "test-model", "--yes");
        removed.ExitCode.ShouldBe(ExitCodes.Done, removed.Error);
        Directory.Exists(Downloaded("test-model", "")).ShouldBeFalse();
        Directory.Exists(Downloaded("test-vocoder", "")).ShouldBeTrue();
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public async Task Convert_ThenAddVerifyAndRemove_WorkOnAGoldenModel(string model)
    {
        var vocoder = GoldenCases.VocoderNames();
        Skip.If(vocoder.Count == 0, "The goldens have no vocoder.");
        var checkpoint = Goldens.Require(model + ".safetensors");
        var config = _run.Folder.Combine("model.json");
        var configJson = Goldens.FileEntry(model + ".safetensors").GetProperty("config");
        File.WriteAllText(config, configJson.GetRawText());
        var vocabulary = _run.Folder.Combine("vocab.txt");
        File.WriteAllLines(vocabulary, Enumerable.Range(0, configJson.GetProperty("text_num_embeds").GetInt32()).Select(static i => i == 0 ? " " : $"t{i}"));
        var output = _run.Folder.Combine("converted/voice");

        await _run.RunAsync(
            "models", "convert", "f5", "--checkpoint", checkpoint, "--vocab", vocabulary, "--vocoder", Goldens.Require(vocoder[0] + ".safetensors"),
            "--config", config, "--out", output, "--licence", "CC0-1.0", "--json");

        _run.ExitCode.ShouldBe(ExitCodes.Done, _run.Error);
        var report = JsonSerializer.Deserialize(_run.Output, CliJsonContext.Readable.ModelConvertReport)!;
        report.Folder.ShouldBe(output);
        report.Licence.ShouldBe("CC0-1.0");
        report.PeakMemoryBytes.ShouldBeGreaterThan(0);

        using var own = Again();
        await own.RunAsync("models", "add", "own-file", checkpoint);
        own.ExitCode.ShouldBe(ExitCodes.Done, own.Error);
        using var second = Again();
        await second.RunAsync(
            "models", "convert", "f5", "--checkpoint", "own-file", "--vocab", vocabulary, "--vocoder", Goldens.Require(vocoder[0] + ".safetensors"), "--config", config, "--out", output, "--force");
        second.ExitCode.ShouldBe(ExitCodes.Done, second.Error);

        using var added = Again();
        await added.RunAsync("models", "add", "mine", output);
        added.ExitCode.ShouldBe(ExitCodes.Done, added.Error);
        using var listed = Again();
        await listed.RunAsync("models", "list", "--json");
        JsonSerializer.Deserialize(listed.Output, CliJsonContext.Readable.IReadOnlyListModelReport)!.Single(static one => one.Name == "mine").State.ShouldBe("ready");
        using var verified = Again();
        await verified.RunAsync("models", "verify", "mine");
        verified.ExitCode.ShouldBe(ExitCodes.Done, verified.Error);
        using var removed = Again();
        await removed.RunAsync("models", "remove", "mine", "--yes");
        removed.ExitCode.ShouldBe(ExitCodes.Done, removed.Error);
        removed.Error.ShouldContain("only the link");
        Directory.Exists(Path.Combine(_run.Folder.Combine("data"), "models", "mine")).ShouldBeFalse();
        File.Exists(Path.Combine(output, "manifest.json")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("../x", "cannot be a name")]
    [InlineData("downloads", "cannot be a name")]
    [InlineData("test-model", "cannot be a name")]
    public async Task Add_UnderANameThatCannotBe_IsRefused(string name, string message)
    {
        await _run.RunAsync("models", "add", name, _run.Folder.Path);

        _run.ExitCode.ShouldBe(ExitCodes.Misused);
        _run.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Add_OfAFolderWithoutAModel_IsRefused()
    {
        await _run.RunAsync("models", "add", "mine", _run.Folder.Path);

        _run.ExitCode.ShouldBe(ExitCodes.Failed);
        _run.Error.ShouldContain("no converted model");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("downloads")]
    [InlineData("a/b")]
    [InlineData("nothing")]
    public async Task Remove_OfWhatIsNoModel_IsRefused(string name)
    {
        await _run.RunAsync("models", "remove", name, "--yes");

        _run.ExitCode.ShouldBe(ExitCodes.Misused);
        _run.Error.ShouldContain("There is no model");
    }

    [Fact]
    public async Task Pull_ThatIsEnded_IsNotDone()
    {
        File.WriteAllText(_run.Folder.Combine("ishowtts.json"), $$"""{ "Models": { "Mirror": "{{_server.Address}}" } }""");

        await _run.RunAsync(new CancellationToken(true), "models", "pull", "test-model", "--accept-license");

        _run.ExitCode.ShouldBe(ExitCodes.Failed);
    }

    [Theory]
    [InlineData("--checkpoint test-model --config v1-base", "models pull test-model")]
    [InlineData("--checkpoint nowhere.safetensors --config v1-base", "--checkpoint nowhere.safetensors: there is no such file")]
    [InlineData("--checkpoint IShowTts.Worker.Tests.dll --config v1-base", "--vocab is missing")]
    public async Task Convert_WithSomethingMissing_SaysWhatToDo(string arguments, string message)
    {
        // Without the worker's --config, which would be taken for the model's.
        await _run.RunAsync(["models", "convert", "f5", .. arguments.Split(' ')]);

        _run.ExitCode.ShouldNotBe(ExitCodes.Done);
        _run.Error.ShouldContain(message);
    }

    private CommandRun Again() => new(_run.Folder) { ConfigureServices = services => services.AddSingleton(List()) };

    private Task<CommandRun> PullAsync(params string[] more)
    {
        File.WriteAllText(_run.Folder.Combine("ishowtts.json"), $$"""{ "Models": { "Mirror": "{{_server.Address}}", "Attempts": 2, "RetrySeconds": 0 } }""");
        return _run.RunAsync(["models", "pull", "test-model", "--accept-license", .. more]);
    }

    private string Downloaded(string id, string file) => Path.Combine(_run.Folder.Combine("data"), "models", "downloads", id, file);

    private KnownModelList List() => new(1,
    [
        new KnownModel(
            "test-model", "Test", "f5-checkpoint", "v1-base", "https://example.com", new ModelLicence("CC-BY-NC-4.0", false, "https://example.com/licence"), ["test-vocoder"], "",
            [
                new KnownModelFile("checkpoint", "weights.bin", new Uri("https://example.com/m/weights.bin"), _weights.Length, Convert.ToHexStringLower(SHA256.HashData(_weights))),
                new KnownModelFile("vocabulary", "vocab.txt", new Uri("https://example.com/m/vocab.txt"), null, null),
            ]),
        new KnownModel(
            "test-vocoder", "Test vocoder", "vocoder", null, "https://example.com", new ModelLicence("MIT", true, "https://example.com/mit"), [], "",
            [new KnownModelFile("vocoder", "vocoder.bin", new Uri("https://example.com/v/vocoder.bin"), 3, null)]),
    ]);
}
