using System.Net;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: a hostile page in the streamer's browser calls the worker, with the dashboard's cookie or without.</summary>
public class CrossOriginTests
{
    private const string Listed = "http://localhost:3000";

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData(Listed)]
    [InlineData(null)]
    public async Task Change_WithTheCookieFromAnotherPageOrNone_IsRefused(string? origin)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:AllowedOrigins:0", Listed));
        using var browser = new Browser(host.Address);
        await browser.SignInAsync($$"""{"token":"{{host.Token}}"}""");

        using var response = await browser.SendAsync(HttpMethod.Post, "/api/speech/pause", origin: origin);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        host.Control.Orders.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(Listed)]
    public async Task SignIn_FromAnotherPage_IsRefused(string origin)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:AllowedOrigins:0", Listed));
        using var browser = new Browser(host.Address);

        using var response = await browser.SendAsync(HttpMethod.Post, "/api/session", $$"""{"token":"{{host.Token}}"}""", origin);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        browser.Cookie.ShouldBeNull();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Bodies_ThatFormsCanSend_AreNotTakenAsJson(string type)
    {
        await using var host = await ApiHost.StartAsync();
        using var content = new StringContent("""{"text":"hello"}""");
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        using var response = await host.Client.PostAsync("/api/utterances", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("GET", "/api/status")]
    [InlineData("POST", "/api/speech/pause")]
    [InlineData("OPTIONS", "/api/speech/pause")]
    [InlineData("GET", "/nothing")]
    public async Task Pages_ThatAreNotListed_GetNoCorsHeader(string method, string path)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:AllowedOrigins:0", Listed));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", "http://localhost:3001");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var response = await host.Client.SendAsync(request);

        response.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        response.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
    }

    [Theory]
    [InlineData("/api/events", "cross-site", null, HttpStatusCode.Forbidden)]
    [InlineData("/api/events", "same-site", null, HttpStatusCode.Forbidden)]
    [InlineData("/api/events", "same-site", "http://localhost:3001", HttpStatusCode.Forbidden)]
    [InlineData("/API/status", "cross-site", null, HttpStatusCode.Forbidden)]
    [InlineData("/v1/models", "cross-site", null, HttpStatusCode.Forbidden)]
    [InlineData("/api/events", "same-origin", null, HttpStatusCode.OK)]
    [InlineData("/api/events", "none", null, HttpStatusCode.OK)]
    [InlineData("/api/events", "cross-site", Listed, HttpStatusCode.OK)]
    [InlineData("/", "cross-site", null, HttpStatusCode.OK)]
    public async Task Reading_InTheNameOfAnotherPage_IsRefused(string path, string site, string? origin, HttpStatusCode expected)
    {
        await using var worker = await RealWorker.StartAsync(("Api:AllowedOrigins:0", Listed));
        using var stranger = worker.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Sec-Fetch-Site", site } } };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Bearer", HttpStatusCode.OK)]
    [InlineData("Basic", HttpStatusCode.Forbidden)]
    public async Task Reading_OfAnotherPage_WithAnAddressThatSignsIn_IsStillRefused(string scheme, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        request.Headers.Authorization = new(scheme, host.Token);

        using var response = await host.Stranger.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Pages_ThatAreListed_MayAskBeforeTheyCall()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:AllowedOrigins:0", Listed));
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/speech/pause");
        request.Headers.Add("Origin", Listed);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");

        using var response = await host.Stranger.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Listed]);
        response.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("Authorization");
        response.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("PATCH");
        response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        response.Headers.Vary.ShouldContain("Origin");
        host.Control.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_ThatAreListed_StillNeedAKeyAndCanReadTheRefusal()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:AllowedOrigins:0", Listed + "/"));
        using var strange = new HttpRequestMessage(HttpMethod.Post, "/api/speech/pause") { Headers = { { "Origin", Listed } } };
        using var known = new HttpRequestMessage(HttpMethod.Post, "/api/speech/pause") { Headers = { { "Origin", Listed } } };

        using var refused = await host.Stranger.SendAsync(strange);
        using var served = await host.Client.SendAsync(known);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Listed]);
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
        served.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("Retry-After");
    }
}
