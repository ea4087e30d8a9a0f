using System.Net;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: a proxy or tunnel on this machine makes everybody look like a program of this machine.</summary>
public class ProxyTests
{
    [Theory]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("x-forwarded-for", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "tts.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Via", "1.1 tunnel")]
    public async Task Reading_ThroughAProxy_NeedsASecret(string header, string value)
    {
        await using var host = await ApiHost.StartAsync();

        (await GetAsync(host.Stranger, header, value)).ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync(host.Client, header, value)).ShouldBe(HttpStatusCode.OK);
        (await host.Stranger.GetAsync("/api/status")).StatusCode.ShouldBe(HttpStatusCode.OK, "not through a proxy");
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status");
        request.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
