using System.Net;
using System.Net.Http.Headers;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Tests.Api.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Api;

public class ApiGuardTests
{
    [Fact]
    public async Task Endpoints_ThatChangeSomething_AllDemandTheToken()
    {
        await using var host = await ApiHost.StartAsync();
        var changes = Endpoints(host).Where(endpoint => endpoint.Method is not ("GET" or "HEAD")).ToArray();

        changes.Length.ShouldBeGreaterThanOrEqualTo(9);
        foreach (var (method, path) in changes)
        {
            foreach (var authorization in new[] { null, "Bearer", "Bearer ", "Bearer wrong", $"Basic {host.Token}", host.Token, $"Bearer {host.Token}0", $"Bearer {host.Token[..^1]}" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Headers.TryAddWithoutValidation("Authorization", authorization);

                using var response = await host.Stranger.SendAsync(request);

                // After some wrong tokens the answer to further ones is that there were too many.
                response.StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests);
                response.Headers.WwwAuthenticate.ToString().ShouldBe(response.StatusCode == HttpStatusCode.Unauthorized ? "Bearer" : "", $"{method} {path} with '{authorization}'");
            }
        }

        host.Control.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Endpoints_ThatOnlyRead_AreOpenOnThisMachine()
    {
        await using var worker = await RealWorker.StartAsync();
        using var stranger = worker.Client();
        foreach (var route in worker.Routes.Where(route => route is { IsReading: true, Scope: ApiScope.Read, Path: not "/api/session" }))
        {
            using var response = await stranger.GetAsync(route.Path, HttpCompletionOption.ResponseHeadersRead);

            response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Endpoints_WithRequireTokenForReading_AllDemandTheToken()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:RequireTokenForReading", "true"));
        foreach (var (_, path) in Endpoints(host).Where(endpoint => endpoint.Method == "GET"))
        {
            using var refused = await host.Stranger.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            using var served = await host.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            served.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, path);
        }
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("studio.lan", HttpStatusCode.OK)]
    public async Task Host_OfAnotherName_IsRefused(string name, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:AllowedHosts:0", "studio.lan"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status") { Headers = { Host = $"{name}:{host.Address.Port}" } };

        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
        (await response.Content.ReadAsStringAsync()).Contains("urn:ishowtts:problem:host-not-allowed", StringComparison.Ordinal).ShouldBe(expected == HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:3000", HttpStatusCode.OK)]
    public async Task Origin_OfAnotherPage_MayNotChangeAnything(string origin, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:AllowedOrigins:0", "http://localhost:3000"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/speech/pause");
        request.Headers.TryAddWithoutValidation("Origin", origin);

        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
        host.Control.IsPaused.ShouldBe(expected == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Origin_OfTheServerItself_MayChange()
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/speech/pause");
        request.Headers.TryAddWithoutValidation("Origin", host.Address.GetLeftPart(UriPartial.Authority));

        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_NeverAllowOtherPages()
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/speech/pause");
        request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "POST");

        using var response = await host.Client.SendAsync(request);

        response.Headers.Any(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)).ShouldBeFalse();
        response.IsSuccessStatusCode.ShouldBeFalse();
    }

    [Theory]
    [InlineData("POST", "/nothing", HttpStatusCode.Unauthorized)]
    [InlineData("DELETE", "/api/status", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound)]
    public async Task Addresses_ThatAreNotThere_DoNotTellStrangersSo(string method, string path, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await host.Stranger.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Reading_WithAWrongToken_IsRefusedThoughReadingIsOpen()
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status");
        request.Headers.Authorization = new("Bearer", "wrong");

        using var response = await host.Stranger.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Sockets_OfAnotherPage_AreRefusedThoughTheyOnlyRead(string? origin, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        using var response = await host.Stranger.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/nothing", "GET", HttpStatusCode.NotFound, "not-found")]
    [InlineData("/api/status", "POST", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    public async Task Addresses_ThatAreNotThere_AreAProblem(string path, string method, HttpStatusCode status, string type)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("application/problem+json"));
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe($"urn:ishowtts:problem:{type}");
    }

    /// <summary>Addresses that need a scope which a program has; those open to all and those of the overlay have tests of their own.</summary>
    private static (string Method, string Path)[] Endpoints(ApiHost host) =>
    [
        .. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Where(method => ScopeGate.ScopeOf(endpoint, method) is not (ApiScope.None or ApiScope.Overlay))
                .Select(method => (method, endpoint.RoutePattern.RawText!.Replace("{id}", new string('a', 32), StringComparison.Ordinal)))),
    ];
}
