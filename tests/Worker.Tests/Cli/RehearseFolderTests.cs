using System.Text.Json;
using IShowTts.Integrations.Rehearsal;
using IShowTts.TestKit;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Tests.Intake;

namespace IShowTts.Worker.Tests.Cli;

/// <summary>A folder of raw EventSub messages: one line of result for each file, whatever the file holds.</summary>
public sealed class RehearseFolderTests
{
    private const string Raid =
        """{"metadata":{"message_id":"i","message_type":"notification","message_timestamp":"2026-05-01T12:00:00Z","subscription_type":"channel.raid"},"payload":{"event":{"from_broadcaster_user_login":"ann","viewers":42}}}""";

    [SkippableFact]
    public async Task EveryCollectedFile_ByItself_BecomesWhatItsRowSays()
    {
        var folder = SharedData.Require("twitch");

        var outcomes = new List<string>();
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
            outcomes.Add($"{Path.GetFileName(file)} => {await DecideAsync(file)}");

        // A file without a row fails here too.
        outcomes.ShouldBe(Rows());
    }

    [SkippableFact]
    public async Task CollectedFolder_ByTheCommand_GivesOneLineForEachFileInOrder()
    {
        var folder = SharedData.Require("twitch");
        using var run = new CommandRun();

        await run.RunAsync("rehearse", folder, "--dry-run", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        var names = Directory.GetFiles(folder, "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Parse(run.Output).Select(line => line.GetProperty("file").GetString()).ShouldBe(names);
    }

    [Fact]
    public async Task Folder_OfOwnMessages_IsDecidedInTheOrderOfNames()
    {
        using var run = new CommandRun();
        Write(run, "b.json", Raid);
        Write(run, "a.json", """
            {
              "metadata": { "message_id": "j", "message_type": "session_keepalive", "message_timestamp": "2026-05-01T12:00:00Z" },
              "payload": {}
            }
            """);
        Write(run, "notes.txt", "not looked at");

        await run.RunAsync("rehearse", run.Folder.Combine("messages"), "--dry-run", "--json");

        Parse(run.Output).Select(Summary).ShouldBe(["a.json 1 none ignore not-a-message ", "b.json 1 raid speak accepted ann raids with forty-two viewers"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"metadata\":{}}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"metadata\":{\"message_type\":\"notification\",\"message_id\":\"\\ud800\"},\"payload\":{}}")]
    [InlineData("PRIVMSG #show :hello")]
    [InlineData("\u0000\u0001\u0002")]
    public async Task BadFile_BesideAGoodOne_IsTold(string content)
    {
        using var run = new CommandRun();
        Write(run, "bad.json", content);
        Write(run, "good.json", Raid);

        await run.RunAsync("rehearse", run.Folder.Combine("messages"), "--dry-run", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        var lines = Parse(run.Output);
        lines[0].GetProperty("kind").GetString().ShouldBe("malformed");
        lines[0].GetProperty("reason").GetProperty("rule").GetString().ShouldNotBeNullOrEmpty();
        lines[1].GetProperty("decision").GetString().ShouldBe("speak");
    }

    [Fact]
    public async Task HugeFile_IsTold()
    {
        using var run = new CommandRun();
        Write(run, "huge.json", "{\"a\":\"" + new string('x', RehearsalReader.MaxLineLength) + "\"}");

        await run.RunAsync("rehearse", run.Folder.Combine("messages"), "--dry-run", "--json");

        Parse(run.Output).ShouldHaveSingleItem().GetProperty("reason").GetProperty("rule").GetString()!.ShouldContain("longer than");
    }

    [Fact]
    public async Task Twins_InAFolder_AreSpokenOnce()
    {
        using var run = new CommandRun();
        var row = TwinTable.Rows.Single(row => row.Name == "reward with text");
        foreach (var (message, number) in row.Messages.Where(message => message[0] == '{').Reverse().Select((message, number) => (message, number)))
            Write(run, $"{number}.json", message);

        await run.RunAsync("rehearse", run.Folder.Combine("messages"), "--dry-run", "--json");

        Parse(run.Output).Select(Summary).ShouldBe(["0.json 1 redemption ignore twin ", "1.json 1 redemption speak accepted Ann says read this"]);
    }

    [Fact]
    public async Task Folder_WithoutJson_IsATable()
    {
        using var run = new CommandRun();
        Write(run, "a.json", Raid);

        await run.RunAsync("rehearse", run.Folder.Combine("messages"), "--dry-run");

        run.Output.ShouldContain("File");
        run.Output.ShouldContain("a.json");
    }

    private static void Write(CommandRun run, string name, string content)
    {
        Directory.CreateDirectory(run.Folder.Combine("messages"));
        File.WriteAllText(Path.Combine(run.Folder.Combine("messages"), name), content);
    }

    private static string[] Rows() =>
    [
        .. File.ReadLines(Path.Combine(SharedData.RepositoryRoot, "tests", "Worker.Tests", "Cli", "fixtures", "collected-messages.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<string> DecideAsync(string file)
    {
        var dryRun = new DryRun(new ComposerBench(("Intake:Follow:Enabled", "true"), ("Intake:Notice:ReadOthers", "true")).Composer, new CommandOptions());
        var decided = new List<DryRunLine>();
        await foreach (var line in RehearsalReader.ReadAsync(file, new RehearsalOptions(), CancellationToken.None))
            decided.AddRange(dryRun.Decide(line));
        decided.AddRange(dryRun.Finish());

        var told = decided.ShouldHaveSingleItem(file);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var isNotification = json.RootElement.GetProperty("metadata").GetProperty("message_type").GetString() == "notification";
        var kind = told.Kind != "none" ? told.Kind : isNotification ? "no event" : "connection message";
        return $"{kind} | {told.Decision} | {told.Reason.Code} | {told.SpokenText}".TrimEnd();
    }

    private static string Summary(JsonElement line) =>
        $"{line.GetProperty("file")} {line.GetProperty("line")} {line.GetProperty("kind")} {line.GetProperty("decision")} {line.GetProperty("reason").GetProperty("code")} {line.GetProperty("spokenText")}";

    private static JsonElement[] Parse(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
