using System.Net;
using System.Net.WebSockets;
using IShowTts.TestKit;
using IShowTts.TestKit.BrowserSource;

namespace IShowTts.Worker.Tests.BrowserSource;

/// <summary>Who gets in, what is served, and what is told to nobody.</summary>
public sealed class OverlaySocketTests
{
    [Theory]
    [InlineData("/overlay", "text/html; charset=utf-8")]
    [InlineData("/overlay/overlay.js", "text/javascript; charset=utf-8")]
    [InlineData("/overlay/player-worklet.js", "text/javascript; charset=utf-8")]
    [InlineData("/overlay/overlay.css", "text/css; charset=utf-8")]
    public async Task Files_OfThePage_AreServedWithTheirType(string path, string type)
    {
        await using var host = await OverlayHost.StartAsync();
        using var client = NewClient(host);

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(type);
    }

    [Theory]
    [InlineData("/overlay/nothing.js", HttpStatusCode.NotFound)]
    [InlineData("/overlay/..%2Findex.html", HttpStatusCode.NotFound)]
    [InlineData("/overlay/socket", HttpStatusCode.UpgradeRequired)]
    [InlineData("/overlay/socket?name=a%20b", HttpStatusCode.BadRequest)]
    public async Task Addresses_ThatAreNone_AreProblems(string path, HttpStatusCode status)
    {
        await using var host = await OverlayHost.StartAsync();
        using var client = NewClient(host);

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Pages_BeyondTheLimit_AreRefusedUntilOneLeaves()
    {
        await using var host = await OverlayHost.StartAsync(null, ("BrowserSource:MaxPages", "2"));
        var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();

        await Should.ThrowAsync<WebSocketException>(() => OverlayClient.ConnectAsync(host.Address, "key"));
        await first.DisposeAsync();
        await host.WaitAsync(roster => roster.Pages.Length == 1);

        await using var third = await host.ConnectAsync();
        host.Roster.Pages.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Trace")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace")]
    public async Task Key_InTheAddress_IsInNoLogAtAnyLevel(string key, string level)
    {
        const string secret = "averysecretkeythatmustnotbelogged";
        using var logs = new CollectedLogs();
        await using var host = await OverlayHost.StartAsync(logs, (key, level));
        using var client = NewClient(host);

        (await client.GetAsync(new Uri($"/overlay?key={secret}", UriKind.Relative))).Dispose();
        (await client.GetAsync(new Uri($"/overlay/socket?key={secret}", UriKind.Relative))).Dispose();
        await using (await OverlayClient.ConnectAsync(host.Address, secret))
        {
            await host.WaitAsync(roster => roster.Pages.Any(page => page.Audio == Worker.BrowserSource.PageAudio.Running));
        }

        await host.WaitAsync(roster => roster.Pages.IsEmpty);
        logs.Text.ShouldContain("is connected");
        logs.Text.ShouldNotContain(secret);
    }

    private static HttpClient NewClient(OverlayHost host) => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(20) };
}
