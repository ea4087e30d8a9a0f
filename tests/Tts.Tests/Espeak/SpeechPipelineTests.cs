using IShowTts.TestKit;
using IShowTts.TestKit.Audio;
using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IShowTts.Tts.Tests.Espeak;

/// <summary>The whole chain of <c>AddSpeech</c> with the real engine, voice by voice as shipped.</summary>
[Collection(AudioChunkCollection.Name)]
public sealed class SpeechPipelineTests(ITestOutputHelper output)
{
    private const string LikeCalibration =
        "Good evening everyone, welcome back to the show! We will play a few rounds, read the chat and talk about the news of the week. "
        + "Thanks for the twenty five subs, that is amazing. Who is ready? Here we go!";

    // The level of a voice is that of its speech at large: eSpeak says one and the same text a little differently each time.
    private static readonly string[] Paragraphs =
    [
        LikeCalibration,
        "The boss has three phases, and the second one is the worst of them. Stay close to the wall, wait for the big swing, then roll to the left and hit twice.",
        "My brother started to watch this channel last summer, and now the whole family sits in front of it every evening. Greetings from all of us, and good luck with the run!",
    ];

    private static readonly string[] ChatLines =
    [
        "hello", "lol", "POG POG POG", "can you play that song again please?", "gg wp, that last round was insane",
        "I have been watching since 2019 and this is the best stream yet", "what's your sensitivity and dpi",
        "no way he just did that!!!", "first time here, love the vibes", "hahahaha", "why is it so loud", "1v1 me bro",
    ];

    [SkippableFact]
    public async Task Synthesize_ShippedVoices_AreWithinOneLoudnessUnit()
    {
        await using var services = Services();
        var synthesizer = services.GetRequiredService<ISpeechSynthesizer>();
        var levels = new List<double>();
        var peaks = new List<double>();
        var chat = new List<double>();

        foreach (var voice in services.GetRequiredService<VoiceCatalog>().Named.Where(voice => voice.Language.StartsWith("en", StringComparison.Ordinal)))
        {
            var readings = new List<double>();
            foreach (var paragraph in Paragraphs)
            {
                var (reading, peak) = await MeasureAsync(synthesizer, voice, paragraph);
                readings.Add(reading);
                peaks.Add(peak);
            }

            var level = readings.Average();
            levels.Add(level);
            foreach (var line in ChatLines)
            {
                var (chatLevel, chatPeak) = await MeasureAsync(synthesizer, voice, line);
                chat.Add(chatLevel);
                peaks.Add(chatPeak);
            }

            output.WriteLine($"{voice.Name,-12} {level:0.00} LUFS");
        }

        var mean = chat.Average();
        var deviation = Math.Sqrt(chat.Average(level => (level - mean) * (level - mean)));
        output.WriteLine($"voices {levels.Min():0.00} to {levels.Max():0.00}; chat lines {chat.Min():0.0} to {chat.Max():0.0}, mean {mean:0.0}, sd {deviation:0.00}; highest peak {peaks.Max():0.00} dBTP");
        levels.Count.ShouldBeGreaterThanOrEqualTo(8);
        (levels.Max() - levels.Min()).ShouldBeLessThanOrEqualTo(1);
        levels.ShouldAllBe(level => Math.Abs(level + 18) <= 1);
        peaks.ShouldAllBe(peak => peak <= -1);
    }

    [SkippableFact]
    public async Task Synthesize_ShippedVoicesOfOtherLanguages_AreNearTheTarget()
    {
        await using var services = Services();
        var synthesizer = services.GetRequiredService<ISpeechSynthesizer>();
        var texts = new Dictionary<string, string>
        {
            ["de"] = "Guten Abend zusammen, schön dass ihr wieder da seid! Wir spielen ein paar Runden und lesen den Chat.",
            ["es"] = "Buenas noches a todos, qué bien que estéis aquí otra vez. Vamos a jugar unas rondas y leer el chat.",
            ["fr"] = "Bonsoir à tous, merci d'être revenus ! On va jouer quelques parties et lire le chat ensemble.",
            ["it"] = "Buonasera a tutti, bentornati nella diretta! Giochiamo qualche partita e leggiamo la chat.",
            ["pt"] = "Boa noite a todos, que bom que vocês voltaram! Vamos jogar algumas partidas e ler o chat.",
            ["ja"] = "みなさん、こんばんは。きょうもきてくれてありがとう。いっしょにゲームをしましょう。",
        };

        foreach (var voice in services.GetRequiredService<VoiceCatalog>().Named.Where(voice => !voice.Language.StartsWith("en", StringComparison.Ordinal)))
        {
            var (level, peak) = await MeasureAsync(synthesizer, voice, texts[voice.Language[..2]]);
            output.WriteLine($"{voice.Name,-12} {level:0.00} LUFS {peak:0.00} dBTP");
            level.ShouldBe(-18, 1.5, voice.Name);
            peak.ShouldBeLessThanOrEqualTo(-1);
        }
    }

    [SkippableFact]
    public async Task Synthesize_ThroughTheChain_Gives48KilohertzAndLeaksNothing()
    {
        await using var services = Services();
        var synthesizer = services.GetRequiredService<ISpeechSynthesizer>();
        var voice = services.GetRequiredService<VoiceCatalog>().Default;
        var before = AudioChunk.LiveCount;

        var (format, samples) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(new SynthesisRequest("hello chat", voice), default));

        format.ShouldBe(AudioFormat.Mono48);
        AudioAssert.IsClean(samples);
        var first = Array.FindIndex(samples, sample => Math.Abs(sample) > 0.01f);
        AudioFormat.Mono48.DurationOf(first).TotalMilliseconds.ShouldBeLessThan(120);
        AudioChunk.LiveCount.ShouldBe(before);
    }

    [SkippableFact]
    public async Task Synthesize_Cancelled_LeaksNothingThroughTheChain()
    {
        await using var services = Services();
        var synthesizer = services.GetRequiredService<ISpeechSynthesizer>();
        var voice = services.GetRequiredService<VoiceCatalog>().Default;
        var before = AudioChunk.LiveCount;
        using var cancellation = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var chunk in synthesizer.SynthesizeAsync(new SynthesisRequest(LikeCalibration, voice), cancellation.Token))
            {
                chunk.Dispose();
                await cancellation.CancelAsync();
            }
        });

        AudioChunk.LiveCount.ShouldBe(before);
    }

    private static ServiceProvider Services()
    {
        EspeakTestEngine.Require();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Voices:File", Path.Combine(SharedData.RepositoryRoot, "config", "voices.json")), new("Loudness:CalibrationSeconds", "30")]).Build();
        return new ServiceCollection().AddLogging().AddSpeech(configuration).BuildServiceProvider();
    }

    private static async Task<(double Lufs, double Dbtp)> MeasureAsync(ISpeechSynthesizer synthesizer, Voice voice, string text)
    {
        var (_, samples) = await AudioAssert.CollectAsync(synthesizer.SynthesizeAsync(new SynthesisRequest(text, voice), default));
        var loudness = new LoudnessMeter(AudioFormat.Mono48);
        loudness.Add(samples);
        var peak = new TruePeakMeter();
        peak.Add(samples);
        return (loudness.Finish(), peak.Finish());
    }
}
