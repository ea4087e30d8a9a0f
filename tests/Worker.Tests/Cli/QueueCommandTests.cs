using System.Text.Json;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Api;

namespace IShowTts.Worker.Tests.Cli;

public class QueueCommandTests
{
    [Fact]
    public async Task Queue_WithoutAWorker_SaysHowToStartOne()
    {
        using var run = await new CommandRun().RunAsync("queue", "list");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("No worker runs");
        run.Error.ShouldContain("ishowtts run");
    }

    [Fact]
    public async Task Queue_WithTheFilesOfADeadWorker_SaysThatNoneRuns()
    {
        using var run = new CommandRun();
        Directory.CreateDirectory(run.Folder.Combine("data"));
        run.Folder.Write("data/address", "http://127.0.0.1:1\n");

        await run.RunAsync("queue", "status");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("No worker runs");
    }

    [Fact]
    public async Task List_OfARunningWorker_ShowsUtterancesWithoutTheirControlCharacters()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Queue.AddAsync(ApiHost.NewUtterance(1) with { SpokenText = "red\u001b[31m alert" }, CancellationToken.None);
        using var run = Connected(host);

        await run.RunAsync("queue", "list");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        run.Output.ShouldContain("alert");
        run.Output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task List_OfDonations_ShowsTheirMoneyAndMarksTests()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Queue.AddAsync(ApiHost.NewUtterance(1) with { Kind = UtteranceKind.Donation, Amount = new Amount(500, "JPY"), IsTest = true }, CancellationToken.None);
        using var run = Connected(host);

        await run.RunAsync("queue", "list");

        run.Output.ShouldContain("donation ¥500 (test)");
    }

    [Fact]
    public async Task List_AsJson_IsWhatTheApiSays()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddAsync(1);
        await host.AddAsync(2, UtteranceState.Held);
        using var run = Connected(host);

        await run.RunAsync("queue", "list", "--state", "held", "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetArrayLength().ShouldBe(1);
        json.RootElement[0].GetProperty("state").GetString().ShouldBe("held");
    }

    [Theory]
    [InlineData("pause", "pause api")]
    [InlineData("resume", "resume api")]
    [InlineData("clear", "clear api")]
    [InlineData("stop", "stop api")]
    [InlineData("skip", "skip api")]
    public async Task Order_ToARunningWorker_ReachesIt(string order, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var run = Connected(host);

        await run.RunAsync("queue", order);

        run.ExitCode.ShouldBe(ExitCodes.Done);
        host.Control.Orders.ShouldBe([expected]);
    }

    [Fact]
    public async Task Approve_OfAHeldUtterance_LetsItGo()
    {
        await using var host = await ApiHost.StartAsync();
        var held = await host.AddAsync(1, UtteranceState.Held);
        using var run = Connected(host);

        await run.RunAsync("queue", "approve", held.Id, "--json");
        using var json = JsonDocument.Parse(run.Output);

        json.RootElement.GetProperty("state").GetString().ShouldBe("queued");
    }

    [Fact]
    public async Task Skip_OfAnUnknownUtterance_SaysThatThereIsNone()
    {
        await using var host = await ApiHost.StartAsync();
        using var run = Connected(host);

        await run.RunAsync("queue", "skip", "nope");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("There is no such utterance");
    }

    [Fact]
    public async Task Queue_WithAnotherToken_SaysThatItIsWrong()
    {
        await using var host = await ApiHost.StartAsync();
        using var run = Connected(host);
        File.WriteAllText(run.Folder.Combine("data/token"), new string('a', 64));

        await run.RunAsync("queue", "pause");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("token");
    }

    private static CommandRun Connected(ApiHost host)
    {
        var run = new CommandRun();
        Directory.CreateDirectory(run.Folder.Combine("data"));
        File.Copy(host.Directory.TokenFile, run.Folder.Combine("data/token"));
        run.Folder.Write("data/address", $"{host.Address}\n");
        return run;
    }
}
