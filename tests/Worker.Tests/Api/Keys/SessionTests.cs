using System.Net;
using IShowTts.TestKit;
using IShowTts.Tts.Files;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Api.Keys;

public class SessionTests
{
    [Fact]
    public async Task SignIn_WithTheCodeOfALink_OpensEverything()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:RequireTokenForReading", "true"));
        var link = await ApiHost.ReadAsync(await host.Client.PostAsync("/api/session/links", null));
        using var browser = new Browser(host.Address);
        var url = link.GetProperty("url").GetString()!;
        url.ShouldStartWith($"{browser.Origin}/#code=");

        using var response = await browser.SignInAsync($$"""{"code":"{{url.Split("#code=")[1]}}"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var cookie = response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("max-age=2592000", Case.Insensitive);
        cookie.ShouldContain("path=/", Case.Insensitive);
        (await ApiHost.ReadAsync(await browser.GetAsync("/api/session"))).GetRawText().ShouldBe("""{"name":"dashboard","scopes":["read","speak","control","admin","overlay"]}""");
        (await browser.SendAsync(HttpMethod.Post, "/api/speech/pause")).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Control.Orders.ShouldBe(["pause dashboard"]);
    }

    [Fact]
    public async Task SignIn_WithTheToken_OpensTheEventStreamWhileReadingIsClosed()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:RequireTokenForReading", "true"));
        using var browser = new Browser(host.Address);
        (await browser.GetAsync("/api/events")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await browser.SignInAsync($$"""{"token":"{{host.Token}}"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var stream = await browser.GetAsync("/api/events");
        stream.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"token":"wrong"}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"code":"wrong"}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"code":""}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"code":"a","token":"b"}""", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    public async Task SignIn_WithSomethingElse_IsRefusedWithoutACookie(string body, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var browser = new Browser(host.Address);

        using var response = await browser.SignInAsync(body);

        response.StatusCode.ShouldBe(expected);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        File.Exists(host.Directory.SessionsFile).ShouldBeFalse();
    }

    [Fact]
    public async Task SignIn_GuessedAgainAndAgain_IsSlowedWhileTheRightOneIsNot()
    {
        await using var host = await ApiHost.StartAsync();
        using var guesser = new Browser(host.Address);
        for (var number = 0; number < WrongKeys.Free; number++)
        {
            (await guesser.SignInAsync("""{"code":"guess"}""")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var slowed = await guesser.SignInAsync("""{"code":"guess"}""");
        using var right = await guesser.SignInAsync($$"""{"token":"{{host.Token}}"}""");

        slowed.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        slowed.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        right.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Session_SignedOut_IsOverAtOnceAndSoIsWhatIsOpenWithIt()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:RequireTokenForReading", "true"));
        using var browser = await SignedInAsync(host);
        var cookie = browser.Cookie!;
        using var stream = await SseReader.OfAsync(await browser.GetAsync("/api/events"));

        using var response = await browser.SendAsync(HttpMethod.Delete, "/api/session");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        browser.Cookie.ShouldBeNull();
        await stream.EndAsync();
        using var thief = new Browser(host.Address) { Cookie = cookie };
        (await thief.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_OverARestart_GoesOn()
    {
        using var folder = new TemporaryDirectory();
        string cookie;
        await using (var before = await StartAsync(folder))
        {
            using var browser = await SignedInAsync(before);
            cookie = browser.Cookie!;
            (await File.ReadAllTextAsync(before.Directory.SessionsFile)).ShouldNotContain(cookie);
        }

        await using var after = await StartAsync(folder);
        using var again = new Browser(after.Address) { Cookie = cookie };

        (await again.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Session_WithANewToken_IsOver()
    {
        using var folder = new TemporaryDirectory();
        string cookie;
        await using (var before = await StartAsync(folder))
        {
            using var browser = await SignedInAsync(before);
            cookie = browser.Cookie!;
            File.Delete(before.Directory.TokenFile);
        }

        await using var after = await StartAsync(folder);
        using var again = new Browser(after.Address) { Cookie = cookie };

        (await again.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"token":"x","sessions":null}""")]
    [InlineData("""{"token":"x","sessions":[null]}""")]
    public async Task Session_WhoseFileIsDamaged_IsOverAndTheWorkerRuns(string content)
    {
        using var folder = new TemporaryDirectory();
        using (var file = new StreamWriter(new DataDirectory(folder.Path).SessionsFile, PrivateFile.Options(FileMode.Create)))
        {
            await file.WriteAsync(content);
        }

        await using var host = await StartAsync(folder);
        using var browser = await SignedInAsync(host);

        (await browser.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Session_AfterThirtyDays_IsOver()
    {
        var time = new FakeTimeProvider();
        await using var host = await ApiHost.StartAsync(time);
        using var browser = await SignedInAsync(host);
        var cookie = browser.Cookie!;

        // Set and not advanced: what looks twice a second would look five million times.
        time.AdjustTime(time.GetUtcNow() + Sessions.Life - TimeSpan.FromSeconds(1));
        using var late = new Browser(host.Address) { Cookie = cookie };
        (await late.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromSeconds(1));

        (await late.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sessions_WithoutEnd_LeaveTheLatest()
    {
        await using var host = await ApiHost.StartAsync();
        var sessions = host.Services.GetRequiredService<Sessions>();

        var cookies = Enumerable.Range(0, Sessions.MaxSessions + 5).Select(_ => sessions.Begin()).ToArray();

        cookies.Select(cookie => sessions.Find(cookie) is not null).ShouldBe([.. Enumerable.Repeat(false, 5), .. Enumerable.Repeat(true, Sessions.MaxSessions)]);
    }

    [Fact]
    public async Task Link_AskedForWithAKey_IsRefused()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientWith(ApiScope.Admin);

        using var response = await client.PostAsync("/api/session/links", null);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:not-with-a-key");
    }

    [Fact]
    public async Task Session_OfNobody_IsUnauthorizedThoughReadingIsOpen()
    {
        await using var host = await ApiHost.StartAsync();

        (await host.Stranger.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ApiHost.ReadAsync(await host.Client.GetAsync("/api/session"))).GetProperty("name").GetString().ShouldBe("api");
    }

    [Fact]
    public async Task Secrets_OfSignIns_NeverReachALog()
    {
        using var logs = new CollectedLogs();
        await using var host = await ApiHost.StartAsync(configure: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));
        var code = host.Services.GetRequiredService<LoginCodes>().Create();
        using var browser = new Browser(host.Address);

        await browser.SignInAsync($$"""{"code":"{{code}}"}""");
        await browser.SignInAsync($$"""{"code":"{{code}}"}""");
        await browser.SignInAsync($$"""{"token":"{{host.Token}}"}""");
        await browser.SignInAsync($$"""{"token":"{{host.Token}}"""); // cut off

        logs.Text.ShouldNotContain(code);
        logs.Text.ShouldNotContain(host.Token);
        logs.Text.ShouldNotContain(browser.Cookie!);
        new SignInBody(code, host.Token).ToString().ShouldNotContain(code);
        new LinkBody(code).ToString().ShouldNotContain(code);
    }

    private static Task<ApiHost> StartAsync(TemporaryDirectory folder) => ApiHost.StartAsync(configure: services => services.AddSingleton(new DataDirectory(folder.Path)));

    private static async Task<Browser> SignedInAsync(ApiHost host)
    {
        var browser = new Browser(host.Address);
        using var response = await browser.SignInAsync($$"""{"token":"{{host.Token}}"}""");
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return browser;
    }
}
