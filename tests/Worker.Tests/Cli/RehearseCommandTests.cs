using System.Text.Json;
using IShowTts.Worker.Cli;

namespace IShowTts.Worker.Tests.Cli;

public class RehearseCommandTests
{
    private const string Recording = """
        # a comment, and a blank line

        {"after":0,"type":"chat","id":"e1","viewer":{"login":"ann","displayName":"Ann","roles":"subscriber"},"message":"good evening"}
        {"after":1,"irc":"@badges=vip/1;display-name=Bo;emotes=25:9-13;id=e2;room-id=1;user-id=7;vip=1 :bo!bo@bo.tmi.twitch.tv PRIVMSG #show :nice 😂 x Kappa"}
        {"after":1,"type":"cheer","id":"e3","viewer":"Cid","bits":100,"message":"Cheer100 well done"}
        {"after":1,"type":"donation","id":"e4","viewer":"Dee","amount":12.5,"currency":"EUR","message":"for the mic"}
        {"after":1,"type":"chat","id":"e5","viewer":"Eve","message":"!discord"}
        {"after":1,"type":"chat","id":"e1","viewer":"ann","message":"good evening"}
        {"after":1,"type":"message-deleted","id":"e6","messageId":"e1"}
        {"after":1,"type":"nonsense"}
        this is no line of any kind
        PING :tmi.twitch.tv
        {"after":1,"type":"raid","id":"e7","viewer":"Fox","viewers":42}
        {"after":1,"type":"chat","id":"e8","viewer":"Gus","message":"!tts voice deep"}
        """;

    [Fact]
    public async Task DryRun_OfARecording_DecidesEachLineInOrder()
    {
        using var run = new CommandRun();
        var lines = await DryRunAsync(run);

        lines.Select(Summary).ShouldBe([
            "3 chat e1 speak accepted",
            "4 chat e2 speak accepted",
            "5 cheer e3 speak accepted",
            "6 donation e4 speak accepted",
            "7 chat e5 ignore ignored-prefix",
            "8 chat e1 ignore duplicate",
            "9 message-deleted e6 ignore not-a-message",
            "10 malformed  ignore malformed",
            "11 none  ignore not-a-message",
            "12 none  ignore not-a-message",
            "13 raid e7 speak accepted",
            "14 chat e8 ignore command",
        ]);
    }

    [Fact]
    public async Task DryRun_OfALine_HasEveryField()
    {
        using var run = new CommandRun();
        var lines = await DryRunAsync(run);

        lines.ShouldAllBe(line => Names(line) == "line kind viewer text emotes bits amount eventId decision reason spokenText");
        lines[0].GetProperty("viewer").GetRawText().ShouldBe("""{"id":"ann","login":"ann","displayName":"Ann","roles":["subscriber"]}""");
        lines[1].GetProperty("emotes").GetRawText().ShouldBe("""[{"id":"25","name":"Kappa","start":9,"end":13}]""");
        lines[2].GetProperty("bits").GetInt32().ShouldBe(100);
        lines[3].GetProperty("amount").GetRawText().ShouldBe("""{"value":12.5,"currency":"EUR","text":"€12.50"}""");
        lines[4].GetProperty("spokenText").ValueKind.ShouldBe(JsonValueKind.Null);
        lines[6].GetProperty("viewer").ValueKind.ShouldBe(JsonValueKind.Null);
        lines[0].GetProperty("spokenText").GetString()!.ShouldContain("good evening");
    }

    [Fact]
    public async Task DryRun_OfTheSameFileTwice_IsTheSame()
    {
        using var first = new CommandRun();
        using var second = new CommandRun();
        await DryRunAsync(first);
        await DryRunAsync(second);

        second.Output.ShouldBe(first.Output);
    }

    [Fact]
    public async Task DryRun_WithoutJson_IsATable()
    {
        using var run = new CommandRun();
        var file = run.Folder.Write("show.jsonl", Recording);

        await run.RunAsync("rehearse", file, "--dry-run");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        run.Output.ShouldContain("Decision");
        run.Output.ShouldContain("ignored-prefix");
    }

    [Fact]
    public async Task DryRun_OfTheRecordingThatComesAlong_SpeaksAndRefuses()
    {
        using var run = new CommandRun();
        await run.RunAsync("rehearse", Path.Combine(TestKit.SharedData.RepositoryRoot, "config", "rehearsal.jsonl"), "--dry-run", "--json");

        var lines = Parse(run.Output);

        lines.Select(line => line.GetProperty("decision").GetString()).Distinct().ShouldBe(["speak", "ignore", "reject"], ignoreOrder: true);
        lines.ShouldNotContain(line => line.GetProperty("kind").GetString() == "malformed");
    }

    private static async Task<JsonElement[]> DryRunAsync(CommandRun run)
    {
        var file = run.Folder.Write("show.jsonl", Recording);
        await run.RunAsync("rehearse", file, "--dry-run", "--json");
        run.ExitCode.ShouldBe(ExitCodes.Done);
        return Parse(run.Output);
    }

    private static JsonElement[] Parse(string output) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }),
    ];

    private static string Summary(JsonElement line) =>
        $"{line.GetProperty("line")} {line.GetProperty("kind")} {line.GetProperty("eventId")} {line.GetProperty("decision")} {line.GetProperty("reason").GetProperty("code")}";

    private static string Names(JsonElement line) => string.Join(' ', line.EnumerateObject().Select(property => property.Name));
}
