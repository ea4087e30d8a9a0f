using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using IShowTts.Integrations.Events;
using IShowTts.Tts.Text;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;

namespace IShowTts.Benchmarks;

/// <summary>Filters and composer over a mix of chat as it comes: messages per second of one core, bytes allocated per message.</summary>
[MemoryDiagnoser]
[SimpleJob(RuntimeMoniker.HostProcess, launchCount: 1, warmupCount: 3, iterationCount: 8)]
public class IntakeBenchmarks
{
    private const int Messages = 1000;

    private ChatMessage[] _mix = [];
    private ChatMessage[] _hostile = [];
    private UtteranceComposer _composer = null!;
    private int _round;

    /// <summary>Makes the mix: seeded, so every run is the same.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var rules = ComposerRules.Create(new IntakeOptions(), new FilterOptions(), new TextOptions(), new FilterMemory(), out var errors);
        _composer = new UtteranceComposer(rules ?? throw new InvalidOperationException(string.Join('\n', errors)), new NoChoices(), new OpenGate());
        _mix = [.. Enumerable.Range(0, Messages).Select(i => Chat(i, Mix[(i * 7919) % Mix.Length] + (i % 3 == 0 ? "" : $" {i * 31 % 977}")))];
        _hostile = [.. Enumerable.Range(0, Messages).Select(i => Chat(i, Hostile[i % Hostile.Length]))];
    }

    /// <summary>Plain lines, emotes, shorthand, numbers, links, emoji, other scripts, some spam.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int RealisticMix() => DecideAll(_mix);

    /// <summary>Every message is an attack of 500 characters: disguised words, zalgo, floods.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int HostileMix() => DecideAll(_hostile);

    private int DecideAll(ChatMessage[] messages)
    {
        // An hour later each time, or every message would be a repeat of the round before.
        _round++;
        var spoken = 0;
        foreach (var message in messages)
            spoken += _composer.Decide(message, message.At.AddHours(_round)).Verdict.Verdict == Verdict.Speak ? 1 : 0;

        return spoken;
    }

    private static string[] Mix { get; } =
    [
        "hello everyone", "that was insane", "how long have you been playing this?", "gg", "LOL", "no way he actually did that, what a legend honestly", "first time here, love the stream",
        "can someone tell me which keyboard that is", "brb getting food", "idk maybe try the other door on the left side of the map", "$5 says he dies here", "it costs $19.99 on sale",
        "soooooooo close", "W", "let's gooooo", "I'm at 144fps with this card and it is 20% faster", "@DarkSlayer99 that is not how it works", "check https://example.com/watch?v=abc123 lol",
        "that clip is on twitch.tv/robin", "😂😂😂 that face", "❤️ from Germany", "привет всем, как дела?", "こんにちは、元気ですか", "¿qué tal? muy buenas noches a todos", "café au lait, naïve über",
        "KEKW KEKW KEKW", "Kappa", "why is the boss so hard this time, I remember it being way easier in the first game to be honest with you all", "good night chat, see you tomorrow at 10:30",
        "2nd place again", "he said 1,000,000 views in 2 days", "b4dw0rd you", "you are all s l u r w o r d", "lmao lmao lmao lmao lmao", "ok...sure", "e.g. the classic build", "is it just me or is the audio off?",
        "nice one", "the assassin class is broken", "I have 3 cats and 2 dogs", "Scunthorpe united!",
    ];

    private static string[] Hostile { get; } =
    [
        new string('a', 500), string.Concat(Enumerable.Repeat("b.a.d.", 83)), string.Concat(Enumerable.Repeat("z\u0301\u0302\u0303\u0304\u0305", 83)),
        string.Concat(Enumerable.Repeat("😂", 250)), string.Concat(Enumerable.Repeat("s l u r w o r ", 35)), string.Concat(Enumerable.Repeat("b4dw0r ", 71)),
        string.Concat(Enumerable.Repeat("ｂａｄ ", 125)), string.Concat(Enumerable.Repeat("a.co ", 100)), new string('9', 500), string.Concat(Enumerable.Repeat("spam ", 100)),
    ];

    private static ChatMessage Chat(int i, string text) => new()
    {
        Source = "benchmark",
        Channel = "chan",
        MessageId = $"c{i}",
        At = DateTimeOffset.UnixEpoch.AddSeconds(i),
        Viewer = new Viewer($"{i % 200}", $"viewer_{i % 200}", $"Viewer_{i % 200}"),
        Message = text.StartsWith("Kappa", StringComparison.Ordinal)
            ? new MessageText(text, [new TextSpan(0, 5, TextSpanKind.Emote, "25")])
            : MessageText.Plain(text),
    };

    private sealed class NoChoices : IViewerSettings
    {
        public ViewerChoice For(Viewer viewer) => ViewerChoice.None;
    }

    private sealed class OpenGate : ISpeechGate
    {
        public bool IsEnabled => true;

        public SpeechMode Mode => SpeechMode.All;
    }
}
