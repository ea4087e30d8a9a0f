using System.Net;
using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: secrets in addresses, which stay in histories and in the logs of proxies.</summary>
public class SecretInAddressTests
{
    [Theory]
    [InlineData("/api/status?key=SECRET")]
    [InlineData("/api/status?KEY=SECRET")]
    [InlineData("/api/status?token=anything")]
    [InlineData("/api/status?access_token=anything")]
    [InlineData("/api/status?api_key=anything")]
    [InlineData("/api/status?limit=1&note=SECRET")]
    [InlineData("/api/status?SECRET")]
    [InlineData("/api/utterances/SECRET")]
    [InlineData("/SECRET")]
    [InlineData("/overlay?key=SECRET&theme=SECRET")]
    [InlineData("/overlay?token=SECRET")]
    [InlineData("/overlays?key=SECRET")]
    public async Task Address_WithASecret_IsRefusedAndNotSaidAgain(string path)
    {
        await using var host = await ApiHost.StartAsync();
        var secret = host.NewKey(ApiScope.Overlay);

        using var response = await host.Client.GetAsync(path.Replace("SECRET", secret, StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("urn:ishowtts:problem:secret-in-address");
        text.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("/api/utterances?limit=5")]
    [InlineData("/api/utterances?state=queued")]
    public async Task Address_WithoutASecret_IsServed(string path)
    {
        await using var host = await ApiHost.StartAsync();

        (await host.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
