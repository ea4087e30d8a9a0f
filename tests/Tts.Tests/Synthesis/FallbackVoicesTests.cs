using IShowTts.TestKit.Queue;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Tts.Tests.Synthesis;

public sealed class FallbackVoicesTests
{
    private static readonly IReadOnlyList<Voice> Espeak =
        [new("espeak:en-us", "espeak", "en-us", "en-US"), new("espeak:de", "espeak", "de", "de"), new("espeak:fr-fr", "espeak", "fr-fr", "fr-FR")];

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("de", "de")]
    [InlineData("en-US", "en-us")]
    [InlineData("tlh", "en-us")]
    [InlineData("", "en-us")]
    public async Task After_NothingListed_IsAnEspeakVoiceOfTheLanguage(string language, string expected)
    {
        var chain = await Chain(new Voice("own", "f5", "own", language));

        chain.ShouldHaveSingleItem().EngineVoice.ShouldBe(expected);
    }

    [Fact]
    public async Task After_VoicesListed_AreAskedInOrderBeforeEspeak()
    {
        var chain = await Chain(new Voice("own", "f5", "own", "de") { Fallback = ["fake:two", "no-such-voice", "fake:own", "espeak:fr-fr", "fake:two"] });

        chain.Select(voice => voice.EngineVoice).ShouldBe(["two", "own", "fr-fr", "de"]);
    }

    [Fact]
    public async Task After_TheVoiceItself_IsNotAskedTwice() =>
        (await Chain(new Voice("own", "fake", "own", "de") { Fallback = ["fake:own"] })).ShouldHaveSingleItem().EngineVoice.ShouldBe("de");

    [Fact]
    public async Task After_EspeakVoice_HasOnlyWhatIsListed() => (await Chain(Espeak[0])).ShouldBeEmpty();

    private static async Task<IReadOnlyList<Voice>> Chain(Voice voice)
    {
        ISpeechEngine[] engines =
        [
            new FakeSynthesizer { Engine = "espeak", Voices = Espeak },
            new FakeSynthesizer { Voices = [new("fake-two", "fake", "two", "en"), new("fake-own", "fake", "own", "en")] },
        ];
        var catalog = new VoiceCatalog(engines, new FixedOptions<VoiceOptions>(new VoiceOptions { File = "" }), TimeProvider.System, NullLogger<VoiceCatalog>.Instance);
        return await new FallbackVoices(catalog).AfterAsync(voice, CancellationToken.None);
    }
}
