using System.Net;
using IShowTts.Worker.Api.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: somebody finds a link to the dashboard in a terminal, a journal or on stream, and opens it too.</summary>
public class CodeReuseTests
{
    [Fact]
    public async Task Code_UsedOnce_OpensNothingMore()
    {
        await using var host = await ApiHost.StartAsync();
        var body = $$"""{"code":"{{host.Services.GetRequiredService<LoginCodes>().Create()}}"}""";
        using var streamer = new Browser(host.Address);
        using var thief = new Browser(host.Address);

        (await streamer.SignInAsync(body)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var refused = await thief.SignInAsync(body);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("ishowtts dashboard");
        thief.Cookie.ShouldBeNull();
    }

    [Fact]
    public async Task Code_UsedByManyAtOnce_OpensForOne()
    {
        await using var host = await ApiHost.StartAsync();
        var body = $$"""{"code":"{{host.Services.GetRequiredService<LoginCodes>().Create()}}"}""";
        var browsers = Enumerable.Range(0, 8).Select(_ => new Browser(host.Address)).ToArray();

        var answers = await Task.WhenAll(browsers.Select(browser => browser.SignInAsync(body)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent).ShouldBe(1);
        Array.ForEach(browsers, browser => browser.Dispose());
    }

    [Fact]
    public async Task Code_OlderThanTenMinutes_OpensNothing()
    {
        var time = new FakeTimeProvider();
        await using var host = await ApiHost.StartAsync(time);
        var code = host.Services.GetRequiredService<LoginCodes>().Create();
        using var browser = new Browser(host.Address);

        time.Advance(LoginCodes.Life);

        (await browser.SignInAsync($$"""{"code":"{{code}}"}""")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Code_AsAKey_IsNone()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientOf(host.Services.GetRequiredService<LoginCodes>().Create());

        (await client.PostAsync("/api/speech/pause", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
