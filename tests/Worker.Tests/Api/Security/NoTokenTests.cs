using System.Net;
using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: somebody without a secret calls.</summary>
public class NoTokenTests
{
    [Fact]
    public async Task Strangers_WhereReadingIsClosed_ReachOnlyWhatIsForAll()
    {
        await using var worker = await RealWorker.StartAsync(("Api:RequireTokenForReading", "true"));
        using var stranger = worker.Client();

        foreach (var route in worker.Routes.Where(route => route.Scope != ApiScope.None))
        {
            using var request = new HttpRequestMessage(route.Method, route.Path);
            using var response = await stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.ToString());
        }
    }

    [Fact]
    public async Task Strangers_WhereReadingIsOpen_OnlyRead()
    {
        await using var worker = await RealWorker.StartAsync();
        using var stranger = worker.Client();

        foreach (var route in worker.Routes.Where(route => route.Scope is not (ApiScope.None or ApiScope.Read)))
        {
            using var request = new HttpRequestMessage(route.Method, route.Path);
            using var response = await stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.ToString());
        }
    }

    [Fact]
    public async Task Routes_ForAll_AreOnlyThePagesAndTheSignIn()
    {
        await using var worker = await RealWorker.StartAsync();

        var open = worker.Routes.Where(route => route.Scope == ApiScope.None && !(route.IsReading && !route.Path.StartsWith("/api", StringComparison.Ordinal)));

        open.Select(route => $"{route.Method} {route.Path}").ShouldBe(["POST /api/session", "DELETE /api/session"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("istts_")]
    [InlineData("istts_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("Bearer")]
    public async Task Secrets_ThatAreNone_AreRefusedForReadingToo(string secret)
    {
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client(secret);

        (await client.GetAsync("/api/status")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
