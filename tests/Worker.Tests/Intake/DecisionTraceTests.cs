using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>A short stream and what becomes of it, word for word: whoever changes a rule sees it here.</summary>
public sealed class DecisionTraceTests
{
    private const string Golden = """
        Speak accepted - | Ann Plays says good evening everyone
        Speak accepted - | be right back in five minutes
        Speak accepted - | Dark Slayer 99 says that cost twelve dollars fifty?? no, twelve dollars fifty
        Ignore ignored-prefix Intake:IgnoredPrefixes:! |
        Speak accepted - | Kim says read it
        Reject blocked-word Filters:BlockedWords:slurword* |
        Reject blocked-word Filters:BlockedWords:badword* |
        Reject repeated-message Filters:Duplicates:WindowSeconds |
        Speak accepted - | Kim cheered one hundred bits: hype
        Reject empty Filters:Empty |
        Speak accepted - | Lou raids with forty-two viewers
        Ignore known-bot Intake:IgnoreKnownBots |
        Speak accepted - | somebody says hi
        Ignore not-a-message Intake |
        Speak accepted - | Ann Plays says see link sooo good

        """;

    [Fact]
    public void Trace_OfAShortStream_IsAsRecorded()
    {
        var first = Run();
        var second = Run();

        second.ShouldBe(first, "the same trace must give the same decisions");
        first.ShouldBe(Golden);
    }

    private static string Run()
    {
        var bench = new ComposerBench();
        StreamEvent[] events =
        [
            bench.Chat("good evening everyone", "Ann_Plays"),
            bench.Chat("brb in 5 min", "Ann_Plays"),
            bench.Chat("that cost $12.5?? no, $12.50", "xX_DarkSlayer99_Xx"),
            bench.Chat("!song request", "Kim"),
            bench.Chat("!say read it", "Kim"),
            bench.Chat("you 5lurw0rd", "Rude"),
            bench.Chat("b a d w o r d", "Rude"),
            bench.Chat("GOOD evening, everyone!", "Kim"),
            bench.Event(new Cheer { Bits = 100, Viewer = ComposerBench.Someone("Kim"), Message = new MessageText("Cheer100 hype", [new TextSpan(0, 8, TextSpanKind.Cheermote, "Cheer")]) }),
            bench.Chat("😂😂😂", "Kim"),
            bench.Event(new Raid { Viewers = 42, Viewer = ComposerBench.Someone("Lou") }),
            bench.Chat("follow us", "Nightbot"),
            bench.Chat("hi", "Slurword_Fan"),
            new MessageDeleted { MessageId = "c1" },
            bench.Chat("see https://example.com sooooooo good", "Ann_Plays"),
        ];
        return string.Concat(events.Select(e => bench.Decide(e)).Select(d =>
            $"{d.Verdict.Verdict} {d.Verdict.Code} {d.Verdict.Rule ?? "-"} | {d.Utterance?.SpokenText}".TrimEnd() + "\n"));
    }
}
