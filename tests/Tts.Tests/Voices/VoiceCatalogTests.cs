using IShowTts.TestKit;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Tts.Tests.Voices;

public sealed class VoiceCatalogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-voices-é").FullName;
    private readonly FakeTimeProvider time = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Find_NamedVoice_IsFoundWithoutCase()
    {
        var catalog = Catalog("""{ "voices": [ { "name": "Amy", "engine": "fake", "engineVoice": "one", "language": "en", "speed": 1.5, "pitch": 0.5 } ] }""");

        var voice = catalog.Find("AMY");

        voice.ShouldBe(new Voice("Amy", "fake", "one", "en") { Speed = 1.5, Pitch = 0.5 });
        catalog.Find("bob").ShouldBeNull();
    }

    [Theory]
    [InlineData("fake:one", "one")]
    [InlineData("FAKE:Two", "two")]
    [InlineData("two", "two")]
    [InlineData("amy", "one")]
    public async Task FindAsync_EnginesOwnName_IsFound(string name, string engineVoice)
    {
        var catalog = Catalog("""{ "voices": [ { "name": "amy", "engine": "fake", "engineVoice": "one" } ] }""");

        var voice = await catalog.FindAsync(name, CancellationToken.None);

        voice.ShouldNotBeNull().EngineVoice.ShouldBe(engineVoice);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("fake:")]
    [InlineData("fake:three")]
    [InlineData("other:one")]
    [InlineData("\u0001../../one")]
    public async Task FindAsync_NoSuchVoice_GivesNull(string name) =>
        (await Catalog("""{ "voices": [] }""").FindAsync(name, CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task FindAsync_VeryLongName_GivesNull() =>
        (await Catalog("""{ "voices": [] }""").FindAsync(new string('a', 100_000), CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task ListAsync_Always_GivesNamedVoicesFirst()
    {
        var catalog = Catalog("""{ "voices": [ { "name": "amy", "engine": "fake", "engineVoice": "two" } ] }""");

        var voices = await catalog.ListAsync(CancellationToken.None);

        voices.Select(voice => voice.Name).ShouldBe(["amy", "fake-one", "fake-two"]);
    }

    [Fact]
    public void Default_EngineName_NeedsNoFile()
    {
        var catalog = Catalog("""{ "voices": [] }""", defaultVoice: "fake:two");

        catalog.Default.Engine.ShouldBe("fake");
        catalog.Default.EngineVoice.ShouldBe("two");
    }

    [Fact]
    public void Find_FileChanged_IsReadAgainAfterTwoSeconds()
    {
        var catalog = Catalog("""{ "voices": [ { "name": "amy", "engineVoice": "one" } ] }""");
        Write("""{ "voices": [ { "name": "bob", "engineVoice": "one" } ] }""", age: 1);
        catalog.Find("bob").ShouldBeNull();

        time.Advance(TimeSpan.FromSeconds(2));

        catalog.Find("bob").ShouldNotBeNull();
        catalog.Find("amy").ShouldBeNull();
    }

    [Fact]
    public void Find_FileBroken_KeepsTheVoicesBefore()
    {
        var catalog = Catalog("""{ "voices": [ { "name": "amy", "engineVoice": "one" } ] }""");
        Write("{ oops", age: 1);

        time.Advance(TimeSpan.FromSeconds(2));

        catalog.Find("amy").ShouldNotBeNull();
    }

    [Fact]
    public async Task CheckAsync_VoiceItsEngineLacks_IsTold()
    {
        var catalog = Catalog("""{ "voices": [ { "name": "amy", "engine": "fake", "engineVoice": "nine" }, { "name": "bob", "engine": "nope", "engineVoice": "x" } ] }""", "fake:one");

        var problems = await catalog.CheckAsync(CancellationToken.None);

        problems.Count.ShouldBe(2);
        problems[0].ShouldContain("nine");
        problems[1].ShouldContain("nope");
    }

    [Fact]
    public void Validation_FileWithErrors_NamesEveryEntryAndItsCure()
    {
        Write("""
            { "voices": [
                { "name": "ok", "engineVoice": "one" },
                { "name": "with space", "engineVoice": "one" },
                { "name": "OK", "engineVoice": "one" },
                { "name": "quick", "engineVoice": "one", "speed": 9, "pitch": 0 },
                { "name": "none" },
                null ] }
            """);

        var exception = Should.Throw<OptionsValidationException>(() => Validated("ok"));

        var failures = string.Join('\n', exception.Failures);
        failures.ShouldContain("voices[1] (name \"with space\"): \"name\" must be");
        failures.ShouldContain("voices[2] (name \"OK\"): this name is there twice");
        failures.ShouldContain("voices[3] (name \"quick\"): \"speed\" is 9; it must be 0.5 to 2.0");
        failures.ShouldContain("\"pitch\" is 0;");
        failures.ShouldContain("voices[4] (name \"none\"): \"engineVoice\"");
        failures.ShouldContain("voices[5]");
        failures.ShouldContain(Path.Combine(folder, "voices.json"));
    }

    [Theory]
    [InlineData("", "not a valid voices file")]
    [InlineData("[]", "not a valid voices file")]
    [InlineData("null", "no list \"voices\"")]
    [InlineData("{ \"voices\": [ { \"name\": \"a\", \"engineVoice\": \"b\", \"sped\": 1 } ] }", "sped")]
    [InlineData("{ \"voices\": [ { \"name\": \"a\", \"engineVoice\": \"b\" } ] }", "Voices:Default is ok")]
    public void Validation_UnusableFile_SaysWhy(string content, string expected)
    {
        Write(content);

        var exception = Should.Throw<OptionsValidationException>(() => Validated("ok"));

        exception.Message.ShouldContain(expected);
    }

    [Fact]
    public void Validation_FileMissing_NamesThePath() =>
        Should.Throw<OptionsValidationException>(() => Validated("ok")).Message.ShouldContain("does not exist");

    [Fact]
    public void Validation_HugeFile_IsRefused()
    {
        Write(new string(' ', (1 << 20) + 1));

        Should.Throw<OptionsValidationException>(() => Validated("ok")).Message.ShouldContain("larger than 1 MiB");
    }

    [SkippableFact]
    public async Task ShippedFile_EveryVoice_IsInstalledWithEspeak()
    {
        await using var engine = EspeakTestEngine.Require();
        var options = new VoiceOptions { File = Path.Combine(SharedData.RepositoryRoot, "config", "voices.json") };
        var catalog = new VoiceCatalog([engine], Monitor(options), TimeProvider.System, NullLogger<VoiceCatalog>.Instance);

        catalog.Named.Count.ShouldBeGreaterThan(12);
        (await catalog.CheckAsync(CancellationToken.None)).ShouldBeEmpty();
        (await catalog.FindAsync("espeak:en-us+f3", CancellationToken.None)).ShouldNotBeNull().Language.ShouldBe("en-us");
        (await catalog.FindAsync("espeak:en-us+nobody", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task AddSpeech_DefaultConfiguration_FindsTheShippedFile()
    {
        await using var services = new ServiceCollection().AddLogging().AddSpeech(new ConfigurationBuilder().Build()).BuildServiceProvider();

        services.GetRequiredService<VoiceCatalog>().Default.EngineVoice.ShouldBe("en-us");
    }

    private void Write(string content, int age = 0)
    {
        var path = Path.Combine(folder, "voices.json");
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(age));
    }

    private VoiceCatalog Catalog(string content, string defaultVoice = "amy")
    {
        Write(content);
        var options = new VoiceOptions { File = Path.Combine(folder, "voices.json"), Default = defaultVoice };
        return new VoiceCatalog([new FakeSynthesizer()], Monitor(options), time, NullLogger<VoiceCatalog>.Instance);
    }

    private VoiceOptions Validated(string defaultVoice)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Voices:File", Path.Combine(folder, "voices.json")), new("Voices:Default", defaultVoice)]).Build();
        using var services = new ServiceCollection().AddLogging().AddVoices(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<VoiceOptions>>().Value;
    }

    private static IOptionsMonitor<VoiceOptions> Monitor(VoiceOptions options)
    {
        var services = new ServiceCollection().AddOptions<VoiceOptions>().Configure(target =>
        {
            target.File = options.File;
            target.Default = options.Default;
        }).Services.BuildServiceProvider();
        return services.GetRequiredService<IOptionsMonitor<VoiceOptions>>();
    }
}
