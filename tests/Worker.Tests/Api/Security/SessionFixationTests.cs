using System.Net;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: the attacker gives the streamer's browser a cookie that the attacker knows, and waits for the sign-in.</summary>
public class SessionFixationTests
{
    [Fact]
    public async Task Cookie_GivenByAnAttacker_IsNeverTaken()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:RequireTokenForReading", "true"));
        var planted = new string('a', 64);
        using var browser = new Browser(host.Address) { Cookie = planted };

        await browser.SignInAsync($$"""{"token":"{{host.Token}}"}""");

        browser.Cookie.ShouldNotBe(planted);
        using var attacker = new Browser(host.Address) { Cookie = planted };
        (await attacker.GetAsync("/api/status")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_BeforeTheSignIn_IsOverAfterIt()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:RequireTokenForReading", "true"));
        using var browser = new Browser(host.Address);
        await browser.SignInAsync($$"""{"token":"{{host.Token}}"}""");
        var before = browser.Cookie!;

        await browser.SignInAsync($$"""{"token":"{{host.Token}}"}""");

        browser.Cookie.ShouldNotBe(before);
        using var old = new Browser(host.Address) { Cookie = before };
        (await old.GetAsync("/api/status")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/api/status")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Cookie_ThatIsNone_IsNobody(string value)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:RequireTokenForReading", "true"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status");
        request.Headers.Add("Cookie", $"ishowtts={value}");

        (await host.Stranger.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
