using IShowTts.TestKit.Audio;
using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Espeak;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Tests.Espeak;

[Collection(AudioChunkCollection.Name)]
public sealed class EspeakSynthesizerTests
{
    private const string Sentence = "Hello chat, this is a sentence that says how fast and how high I speak today.";

    private static readonly Voice English = new("en-us", "espeak", "en-us", "en-US");

    [SkippableTheory]
    [InlineData(0.5, 1.4, 3.0)]
    [InlineData(2, 0.3, 0.7)]
    [InlineData(1_000_000, 0.2, 0.6)]
    [InlineData(double.NaN, 0.95, 1.05)]
    [InlineData(-1, 0.95, 1.05)]
    public async Task Synthesize_Speed_ChangesTheLength(double speed, double shortest, double longest)
    {
        await using var engine = EspeakTestEngine.Require();
        var normal = await SpeakAsync(engine, Sentence, English);

        var (_, samples) = await AudioAssert.CollectAsync(engine.SynthesizeAsync(new SynthesisRequest(Sentence, English) { Speed = speed }, default));

        ((double)samples.Length / normal.Length).ShouldBeInRange(shortest, longest);
    }

    [SkippableFact]
    public async Task Synthesize_VoiceThenDefault_NothingSticks()
    {
        await using var engine = EspeakTestEngine.Require();
        var before = await SpeakAsync(engine, Sentence, English);

        await SpeakAsync(engine, Sentence, new Voice("odd", "espeak", "de+whisper", "de") { Speed = 2, Pitch = 2 });

        var after = await SpeakAsync(engine, Sentence, English);
        AudioAssert.SoundsAlike(after, before, new AudioFormat(22_050, 1));
    }

    [SkippableTheory]
    [InlineData("\u0001500S hello")]
    [InlineData("\u000110P\u0001450S\u00010V hello")]
    [InlineData("<speak><prosody rate=\"x-fast\" pitch=\"200%\" volume=\"silent\">hello")]
    [InlineData("<break time=\"3600s\"/> hello")]
    [InlineData("<audio src=\"/etc/passwd\"/> <voice name=\"de\">hello")]
    [InlineData("[[h@l'oU]] hello")]
    [InlineData("hello\0\u0001900S")]
    [InlineData("\u0090\u001b[2J hello \u007f")]
    public async Task Synthesize_MarkupAndCommands_AreTextAndHarmNoLaterMessage(string hostile)
    {
        await using var engine = EspeakTestEngine.Require();
        var before = await SpeakAsync(engine, Sentence, English);

        var spoken = await SpeakAsync(engine, hostile, English);

        new AudioFormat(22_050, 1).DurationOf(spoken.Length).TotalSeconds.ShouldBeInRange(0.2, 30);
        var after = await SpeakAsync(engine, Sentence, English);
        AudioAssert.SoundsAlike(after, before, new AudioFormat(22_050, 1));
    }

    [SkippableFact]
    public async Task Synthesize_OtherWords_DoNotSoundAlike()
    {
        await using var engine = EspeakTestEngine.Require();
        var one = await SpeakAsync(engine, Sentence, English);

        var other = await SpeakAsync(engine, "Some other words, which are not at all the same; but they take as long to say.", English);

        AudioAssert.Likeness(other, one, new AudioFormat(22_050, 1)).ShouldBeLessThan(0.6);
    }

    [SkippableFact]
    public async Task Synthesize_TextAfterNul_IsSpoken()
    {
        await using var engine = EspeakTestEngine.Require();

        var (whole, cut) = (await SpeakAsync(engine, "hello\0 my dear friends out there", English), await SpeakAsync(engine, "hello", English));

        whole.Length.ShouldBeGreaterThan(2 * cut.Length);
    }

    [SkippableFact]
    public async Task Synthesize_HostileTexts_AreBoundedAndLeakNothing()
    {
        await using var engine = EspeakTestEngine.Require();
        var random = new Random(42);
        string[] texts =
        [
            new('a', 100_000),
            new('7', 100_000),
            string.Concat(Enumerable.Repeat("😂🔥", 50_000)),
            string.Concat(Enumerable.Repeat("lol ", 25_000)),
            string.Concat(Enumerable.Repeat("e\u0301\u0323\u0489", 5_000)),
            "z" + new string('\u0335', 20_000) + "algo",
            "مرحبا بالجميع \u202E reversed \u202C שלום",
            "你好世界 こんにちは 안녕하세요",
            "\ud83d half \ude00 pairs \udfff\ud800",
            new string([.. Enumerable.Range(0, 3_000).Select(_ => (char)random.Next(32, 0xFFFF))]),
            new string([.. Enumerable.Range(0, 3_000).Select(_ => (char)random.Next(0, 256))]),
            new string('.', 5_000),
            "[[[[[[[[[[" + new string(']', 2_000),
            string.Concat(Enumerable.Repeat("<a>", 2_000)),
        ];
        var before = AudioChunk.LiveCount;

        foreach (var text in texts)
        {
            var (format, samples) = await AudioAssert.CollectAsync(
                engine.SynthesizeAsync(new SynthesisRequest(text, English) { MaxDuration = TimeSpan.FromSeconds(10) }, default));
            (format?.DurationOf(samples.Length) ?? TimeSpan.Zero).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
            AudioAssert.IsClean(samples);
        }

        AudioChunk.LiveCount.ShouldBe(before);
    }

    [SkippableFact]
    public async Task Synthesize_RandomTexts_NeverFail()
    {
        await using var engine = EspeakTestEngine.Require();
        var random = new Random(7);

        for (var i = 0; i < 300; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 120)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0, 0xFFFF) : random.Next(0, 128)))]);
            var (_, samples) = await AudioAssert.CollectAsync(
                engine.SynthesizeAsync(new SynthesisRequest(text, English) { MaxDuration = TimeSpan.FromSeconds(5) }, default));
            samples.Length.ShouldBeLessThanOrEqualTo(5 * 22_050);
        }
    }

    [SkippableTheory]
    [InlineData("en-us+nobody")]
    [InlineData("en-us+")]
    [InlineData("../../etc/passwd")]
    [InlineData("klingon-of-mars")]
    [InlineData("")]
    public async Task Synthesize_UnknownVoiceOrVariant_IsRefused(string engineVoice)
    {
        await using var engine = EspeakTestEngine.Require();

        var exception = await Should.ThrowAsync<SynthesisException>(() => SpeakAsync(engine, "hello", English with { EngineVoice = engineVoice }));

        exception.Code.ShouldBe("voice-unknown");
    }

    [SkippableTheory]
    [InlineData("EN-US", "en-us")]
    [InlineData("en", "en-gb")]
    [InlineData("fr", "fr-fr")]
    [InlineData("gmw/en-US", "en-us")]
    [InlineData("en-us+F3", "en-us+f3")]
    [InlineData("de+Annie", "de+Annie")]
    public async Task FindVoice_EveryWayToNameIt_FindsIt(string name, string expected)
    {
        await using var engine = EspeakTestEngine.Require();

        (await engine.FindVoiceAsync(name, default)).ShouldNotBeNull().EngineVoice.ShouldBe(expected);
    }

    [SkippableFact]
    public async Task Synthesize_EveryVoice_Speaks()
    {
        await using var engine = EspeakTestEngine.Require();
        var voices = await engine.GetVoicesAsync(default);

        foreach (var voice in voices)
        {
            (await SpeakAsync(engine, "12 hello", voice)).Length.ShouldBeGreaterThan(1_000, voice.Name);
        }

        voices.Count.ShouldBeGreaterThan(100);
    }

    [SkippableFact]
    public async Task Synthesize_FiveHundredTexts_MemoryStaysFlat()
    {
        await using var engine = EspeakTestEngine.Require();
        string[] voices = ["en-us", "de+f3", "en-gb+m7", "fr-fr"];
        await SpeakMany(100);
        var handles = Handles();
        var resident = ResidentMegabytes();

        await SpeakMany(500);

        ResidentMegabytes().ShouldBeLessThan(resident + 12);
        Handles().ShouldBeLessThanOrEqualTo(handles + 5);

        async Task SpeakMany(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await foreach (var chunk in engine.SynthesizeAsync(new SynthesisRequest($"message number {i}, hello", English with { EngineVoice = voices[i % 4] }), default))
                {
                    chunk.Dispose();
                }
            }
        }
    }

    [SkippableFact]
    public async Task Synthesize_SlowReader_DoesNotHoldTheEngine()
    {
        await using var engine = EspeakTestEngine.Require();
        await using var slow = engine.SynthesizeAsync(new SynthesisRequest(string.Concat(Enumerable.Repeat(Sentence, 10)), English), default).GetAsyncEnumerator();
        (await slow.MoveNextAsync()).ShouldBeTrue();
        slow.Current.Dispose();

        var other = await SpeakAsync(engine, "hello", English).WaitAsync(TimeSpan.FromSeconds(5));

        other.ShouldNotBeEmpty();
    }

    [SkippableFact]
    public async Task Synthesize_TwoEnginesAtOnce_ShareTheOneLibrary()
    {
        await using var one = EspeakTestEngine.Require();
        await using var two = EspeakTestEngine.Require();
        var german = new Voice("de", "espeak", "de+f3", "de-DE") { Speed = 1.3 };
        var (aloneOne, aloneTwo) = (await SpeakAsync(one, Sentence, English), await SpeakAsync(two, Sentence, german));

        for (var i = 0; i < 10; i++)
        {
            var first = Task.Run(() => SpeakAsync(one, Sentence, English));
            var second = Task.Run(() => SpeakAsync(two, Sentence, german));

            AudioAssert.SoundsAlike(await first, aloneOne, new AudioFormat(22_050, 1));
            AudioAssert.SoundsAlike(await second, aloneTwo, new AudioFormat(22_050, 1));
        }
    }

    [SkippableFact]
    public async Task Dispose_Twice_IsFineAndLaterUseIsRefused()
    {
        var engine = EspeakTestEngine.Require();
        await SpeakAsync(engine, "hello", English);

        await engine.DisposeAsync();
        await engine.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => SpeakAsync(engine, "hello", English));
    }

    [SkippableFact]
    public async Task GetVoices_DataMissing_SaysHowToGetItAndDoesNotHang()
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-espeak").FullName;
        await using var engine = EspeakTestEngine.Require(new EspeakOptions { DataPath = folder });

        var exception = await Should.ThrowAsync<SynthesisException>(() => engine.GetVoicesAsync(default).AsTask());

        Directory.Delete(folder);
        exception.Code.ShouldBe("engine-missing");
        exception.Message.ShouldContain("Espeak:DataPath");
        exception.Message.ShouldContain(folder);
    }

    private static async Task<float[]> SpeakAsync(EspeakSynthesizer engine, string text, Voice voice) =>
        (await AudioAssert.CollectAsync(engine.SynthesizeAsync(new SynthesisRequest(text, voice), default))).Samples;

    private static int Handles() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;

    private static double ResidentMegabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }
}
