using System.Net;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: a name server lets a hostile page's own name point to 127.0.0.1, so that the browser takes the worker for the page's own server.</summary>
public class HostRebindingTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.")]
    [InlineData("localhost@evil.example")]
    [InlineData("evil.example:7790")]
    [InlineData("")]
    [InlineData("a b")]
    public async Task Host_ThatIsNotOurs_GetsNothing(string name)
    {
        await using var worker = await RealWorker.StartAsync();

        var answer = await RawClient.AskAsync(worker.Address, $"GET /api/status HTTP/1.1\r\nHost: {name}\r\nAuthorization: Bearer {worker.Token}\r\nConnection: close\r\n\r\n");

        answer.ShouldMatch("^HTTP/1\\.1 (403|400) ");
        answer.ShouldNotContain("nowPlaying");
    }

    [Fact]
    public async Task Host_NamedTwice_GetsNothing()
    {
        await using var worker = await RealWorker.StartAsync();

        var answer = await RawClient.AskAsync(worker.Address, "GET /api/status HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 400 ");
    }

    [Fact]
    public async Task Host_ThatIsNotOurs_GetsNeitherPageNorSession()
    {
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client();
        foreach (var path in new[] { "/", "/overlay", "/openapi/v1.json" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "evil.example" } };

            (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }
}
