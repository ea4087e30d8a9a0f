using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Tests.Voices;

public sealed class ClonedVoiceTests : IDisposable
{
    private const string Good = """ "name": "ann", "engine": "f5", "clip": "clips/ann.wav", "transcript": " Hello there. ", "consent": "Ann, in writing" """;
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-clips-é").FullName;

    public ClonedVoiceTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "clips"));
        File.WriteAllBytes(Path.Combine(folder, "clips", "ann.wav"), [1]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_ClonedVoice_HasItsReference()
    {
        var (voices, errors) = Read(Good + """, "language": "en-US", "speed": 1.1, "seed": 7, "licence": "CC0", "model": "my-model", "fallback": ["en-us", "espeak:de"] """);

        errors.ShouldBeEmpty();
        var voice = voices.ShouldHaveSingleItem();
        (voice.Engine, voice.EngineVoice, voice.Speed).ShouldBe(("f5", "ann", 1.1));
        voice.Fallback.ShouldBe(["en-us", "espeak:de"]);
        voice.Reference.ShouldBe(new VoiceReference(Path.Combine(folder, "clips", "ann.wav"), "Hello there.", "Ann, in writing") { Licence = "CC0", Model = "my-model", Seed = 7 });
    }

    [Theory]
    [InlineData("""
        "name": "ann", "engine": "f5"
        """, "\"clip\" must be the path")]
    [InlineData("""
        "name": "ann", "engine": "f5"
        """, "\"transcript\" must be what is said")]
    [InlineData("""
        "name": "ann", "engine": "f5", "consent": " "
        """, "\"consent\" must say whose voice")]
    [InlineData("""
        "name": "ann", "engine": "f5", "clip": "clips/bob.wav"
        """, "bob.wav, which does not exist")]
    [InlineData(Good + """, "seed": -1""", "\"seed\" is -1")]
    [InlineData(Good + """, "pitch": 1.5""", "\"pitch\" cannot be changed")]
    [InlineData(Good + """, "model": "  " """, "\"model\" must be")]
    [InlineData(Good + """, "fallback": ["ANN"] """, "\"fallback\" names the voice itself")]
    [InlineData(Good + """, "fallback": [null] """, "\"fallback\" must be up to 8")]
    [InlineData(Good + """, "fallback": ["1","2","3","4","5","6","7","8","9"] """, "\"fallback\" must be up to 8")]
    [InlineData("""
        "name": "bob", "engineVoice": "en-us", "transcript": "x"
        """, "\"transcript\" is for cloned voices only")]
    [InlineData("""
        "name": "bob", "engineVoice": "en-us", "clip": "clips/ann.wav"
        """, "\"clip\" is for cloned voices only")]
    public void Read_WrongEntry_NamesEntryAndKey(string entry, string expected)
    {
        var (voices, errors) = Read(entry);

        voices.ShouldBeEmpty();
        errors.ShouldContain(error => error.Contains("voices[0] (name \"", StringComparison.Ordinal) && error.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_HugeClip_IsRefused()
    {
        using (var clip = File.Create(Path.Combine(folder, "clips", "big.wav")))
        {
            clip.SetLength((64 << 20) + 1);
        }

        Read(Good.Replace("ann.wav", "big.wav", StringComparison.Ordinal)).Errors.ShouldHaveSingleItem().ShouldContain("larger than 64 MiB");
    }

    private (IReadOnlyList<Voice> Voices, IReadOnlyList<string> Errors) Read(string entry)
    {
        var path = Path.Combine(folder, "voices.json");
        File.WriteAllText(path, $$"""{ "voices": [ { {{entry}} } ] }""");
        return VoiceFile.Read(path);
    }
}
