using System.Net;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Cli.LiveConsole;
using IShowTts.Worker.Tests.Api;

namespace IShowTts.Worker.Tests.Cli.Keys;

public class DashboardCommandTests
{
    [Fact]
    public async Task Dashboard_OfARunningWorker_PrintsALinkThatSignsIn()
    {
        await using var host = await ApiHost.StartAsync();

        using var run = await new CommandRun().RunAsync("dashboard", "--data-dir", host.Directory.Root);

        run.ExitCode.ShouldBe(ExitCodes.Done);
        var link = run.Output.Trim();
        link.ShouldStartWith($"http://127.0.0.1:{host.Address.Port}/#code=");
        using var browser = new Browser(host.Address);
        (await browser.SignInAsync($$"""{"code":"{{link.Split('=')[1]}}"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Dashboard_WithoutAWorker_SaysHowToStartOne()
    {
        using var run = await new CommandRun().RunAsync("dashboard");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Error.ShouldContain("ishowtts run");
    }

    [Fact]
    public void Banner_WithALink_ShowsItAndHowToGetAFreshOne()
    {
        var text = string.Join('\n', StartBanner.Lines([], [], "http://127.0.0.1:7790/#code=abc").Select(line => line.Text));

        text.ShouldContain("http://127.0.0.1:7790/#code=abc");
        text.ShouldContain("ishowtts dashboard");
    }
}
