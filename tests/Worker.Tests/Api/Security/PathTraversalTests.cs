namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: an address that climbs out of where files are served from.</summary>
public class PathTraversalTests
{
    public static TheoryData<string> Climbs { get; } = new(
        "../token", "../../token", "..%2ftoken", "..%2f..%2ftoken", "%2e%2e/token", "%2e%2e%2ftoken", "..%5ctoken", "..\\token", "%252e%252e%252ftoken", ".//token", "%00token", "..;/token", "%c0%ae%c0%ae/token");

    [Theory]
    [MemberData(nameof(Climbs))]
    public async Task Files_OutsideThePages_AreNeverServed(string climb)
    {
        await using var worker = await RealWorker.StartAsync();
        foreach (var route in new[] { "/", "/dashboard/", "/dashboard/vendor/", "/overlay/", "/api/voices/", "/api/utterances/", "/openapi/" })
        {
            // Without a secret: what a page on the way could send. A raw socket, as clients tidy addresses up.
            var answer = await RawClient.AskAsync(worker.Address, $"GET {route}{climb} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

            answer.ShouldMatch("^HTTP/1\\.1 4[0-9][0-9] ", $"{route}{climb}");
            answer.ShouldNotContain(worker.Token);
        }
    }

    [Theory]
    [MemberData(nameof(Climbs))]
    public async Task Ids_ThatArePaths_AreNoIds(string climb)
    {
        await using var worker = await RealWorker.StartAsync();
        foreach (var route in worker.Routes.Where(route => route.Path.Contains(new string('a', 32), StringComparison.Ordinal)))
        {
            var address = route.Path.Replace(new string('a', 32), climb, StringComparison.Ordinal);
            var answer = await RawClient.AskAsync(
                worker.Address, $"{route.Method} {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {worker.Token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            answer.ShouldMatch("^HTTP/1\\.1 4[0-9][0-9] ", $"{route.Method} {address}");
            answer.ShouldNotContain(worker.Token);
        }
    }

    [Fact]
    public async Task Files_OfTheDataDirectory_HaveNoAddress()
    {
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client(worker.Token);
        foreach (var name in new[] { "token", "keys.json", "sessions.json", "queue.db", "audit.log", "state.json", "address", "appsettings.json", "config/ishowtts.json" })
        {
            (await client.GetAsync("/" + name)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound, name);
            (await client.GetAsync("/dashboard/" + name)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound, name);
        }
    }
}
