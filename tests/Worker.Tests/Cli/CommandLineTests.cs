using System.Text.Json;
using IShowTts.Worker.Cli;

namespace IShowTts.Worker.Tests.Cli;

public class CommandLineTests
{
    [Theory]
    [InlineData("confg", "Did you mean config?")]
    [InlineData("--twich x", "Did you mean --twitch?")]
    [InlineData("queue lst", "Did you mean list?")]
    [InlineData("queue", "Try: ishowtts queue --help")]
    [InlineData("queue list --limit 0", "--limit must be from 1 to 500.")]
    [InlineData("queue list --limit many", "Try: ishowtts queue list --help")]
    [InlineData("queue list --state loud", "loud")]
    [InlineData("queue approve", "Try: ishowtts queue approve --help")]
    [InlineData("say", "Try: ishowtts say --help")]
    [InlineData("say hi --speed 9", "--speed must be from 0.5 to 2.")]
    [InlineData("say hi --out a.wav --sink null", "not both")]
    [InlineData("say hi --out - --json", "standard output")]
    [InlineData("run --speed -1", "--speed must be from 0 to 1000.")]
    [InlineData("run --port 99999", "--port must be from 0 to 65535.")]
    [InlineData("run --port many", "--port needs a whole number, not 'many'.")]
    [InlineData("run --speed fast", "--speed needs a number, not 'fast'.")]
    [InlineData("say hi --sink bad", "'bad' is no sink. Examples: device:ishowtts (the virtual device), device:NAME (see: ishowtts devices), wav:recording.wav, overlay (the browser source), discord:NAME (a key of Discord:Channels), null.\n")]
    [InlineData("run --urls ftp://x", "--urls must look like")]
    [InlineData("run --rehearse nowhere.jsonl", "there is no file nowhere.jsonl")]
    [InlineData("rehearse nowhere.jsonl --dry-run", "There is no file nowhere.jsonl")]
    [InlineData("record onlyone", "Give a channel and a file")]
    [InlineData("record a b --count 0", "--count must be from 1")]
    public async Task Misuse_OfACommand_EndsWith2AndSaysWhatToDo(string line, string expected)
    {
        using var run = new CommandRun();

        await run.RunAsync(line.Split(' '));

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain(expected);
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("run")]
    [InlineData("say")]
    [InlineData("voices")]
    [InlineData("devices")]
    [InlineData("queue")]
    [InlineData("rehearse")]
    [InlineData("record")]
    [InlineData("doctor")]
    [InlineData("config")]
    [InlineData("version")]
    public async Task Help_OfACommand_TellsItsOptions(string command)
    {
        using var run = await new CommandRun().RunAsync(command, "--help");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        run.Output.ShouldContain($"ishowtts {command}");
        run.Output.ShouldContain("--data-dir");
    }

    [Fact]
    public async Task Version_AsJson_IsAnObject()
    {
        using var run = await new CommandRun().RunAsync("version", "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("version").GetString()!.ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [Fact]
    public async Task Configuration_WithErrors_StopsACommandWithAllOfThem()
    {
        using var run = new CommandRun();
        run.Folder.Write("ishowtts.json", """{ "Queue": { "Capcity": 5, "HistoryDays": 0 }, "Api": { "Port": "x" } }""");

        await run.RunAsync("voices");

        run.ExitCode.ShouldBe(ExitCodes.Misused);
        run.Error.ShouldContain("Queue:Capcity: is not a known key; did you mean Queue:Capacity?");
        run.Error.ShouldContain("Api:Port: is 'x', but it must be a whole number.");
    }
}
