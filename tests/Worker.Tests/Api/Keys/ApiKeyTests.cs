using System.Net;
using IShowTts.TestKit;
using IShowTts.Tts.Files;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IShowTts.Worker.Tests.Api.Keys;

public class ApiKeyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("Read", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("Speak", HttpStatusCode.Accepted, HttpStatusCode.Forbidden)]
    [InlineData("Control", HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    [InlineData("Speak, Control", HttpStatusCode.Accepted, HttpStatusCode.OK)]
    [InlineData("Admin", HttpStatusCode.Accepted, HttpStatusCode.OK)]
    public async Task Key_OfAScope_MayDoThatAndRead(string scopes, HttpStatusCode speaking, HttpStatusCode pausing)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Api:RequireTokenForReading", "true"));
        using var client = host.ClientWith(Enum.Parse<ApiScope>(scopes));

        using var read = await client.GetAsync("/api/status");
        using var spoken = await client.PostAsync("/api/utterances", new StringContent("""{"text":"hello"}""", null, "application/json"));
        using var paused = await client.PostAsync("/api/speech/pause", null);

        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        spoken.StatusCode.ShouldBe(speaking);
        paused.StatusCode.ShouldBe(pausing);
    }

    [Fact]
    public async Task Key_WithoutTheScope_IsToldWhichOneIsMissing()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientWith(ApiScope.Speak);

        var problem = await ApiHost.ReadAsync(await client.PostAsync("/api/speech/pause", null));

        problem.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:scope-missing");
        problem.GetProperty("parameter").GetString().ShouldBe("control");
        host.Control.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Orders_WithAKey_AreAuditedUnderItsName()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientWith(ApiScope.Control, "stream deck");

        using var response = await client.PostAsync("/api/speech/pause", null);

        host.Control.Orders.ShouldBe(["pause stream deck"]);
    }

    [Fact]
    public async Task Key_ThatIsRevoked_IsRefusedAtOnce()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientWith(ApiScope.Control, "stream deck");
        (await client.PostAsync("/api/speech/pause", null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        new ApiKeyFile(host.Directory).Revoke("stream deck");

        (await client.PostAsync("/api/speech/resume", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        host.Control.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Streams_OfARevokedKey_EndThoughNobodyCalls()
    {
        var clock = new WatchedClock();
        await using var host = await ApiHost.StartAsync(clock);
        using var limit = new CancellationTokenSource(Limit);
        await clock.Asked(KeyWatch.Interval, limit.Token);
        using var revoked = host.ClientWith(ApiScope.Read, "one");
        using var kept = host.ClientWith(ApiScope.Read, "two");
        using var ending = await SseReader.OpenAsync(revoked, null);
        using var staying = await SseReader.OpenAsync(kept, null);
        await ending.GreetedAsync();
        await staying.GreetedAsync();

        new ApiKeyFile(host.Directory).Revoke("one");
        clock.Advance(KeyWatch.Interval);

        await ending.EndAsync();
        await host.AddAsync(1);
        (await staying.NextAsync()).Event.ShouldBe("utterance");
    }

    [Fact]
    public async Task Keys_WhoseFileBecomesDamaged_AllStopToCount()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientWith(ApiScope.Control);
        (await client.PostAsync("/api/speech/pause", null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await File.WriteAllTextAsync(host.Directory.ApiKeysFile, "{");

        (await client.PostAsync("/api/speech/resume", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Client.PostAsync("/api/speech/resume", null)).StatusCode.ShouldBe(HttpStatusCode.OK, "the token is no key");
    }

    [Fact]
    public async Task Keys_WhoseFileCannotBeReadForAMoment_CountOnAndAreReadAgain()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientWith(ApiScope.Control);
        (await client.PostAsync("/api/speech/pause", null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await using (var held = new FileStream(host.Directory.ApiKeysFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            // The key is taken out, with a new length and time, while nobody else can read the file.
            held.SetLength(0);
            await held.WriteAsync("""{"version":1,"keys":[]}"""u8.ToArray());
            await held.FlushAsync();
            (await client.PostAsync("/api/speech/resume", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await client.PostAsync("/api/speech/pause", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await client.PostAsync("/api/speech/resume", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "read again, though nothing changed since");
        host.Control.Orders.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Worker_WithADamagedKeyFile_DoesNotStart()
    {
        var error = await Should.ThrowAsync<ConfigurationException>(() => ApiHost.StartAsync(configure: services =>
        {
            var directory = services.Select(service => service.ImplementationInstance).OfType<DataDirectory>().Single();
            using var file = new StreamWriter(directory.ApiKeysFile, PrivateFile.Options(FileMode.Create));
            file.Write("{");
        }));

        error.Message.ShouldContain("keys.json");
    }

    [Fact]
    public async Task Use_OfAKey_IsKeptAsADay()
    {
        var clock = new WatchedClock();
        clock.SetUtcNow(new DateTimeOffset(2026, 11, 22, 23, 30, 0, TimeSpan.Zero));
        await using var host = await ApiHost.StartAsync(clock);
        using var limit = new CancellationTokenSource(Limit);
        using var client = host.ClientWith(ApiScope.Read);
        (await client.GetAsync("/api/status")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await host.Services.GetServices<IHostedService>().OfType<KeyWatch>().Single().StopAsync(limit.Token);

        KeyUse.Read(host.Directory).ShouldHaveSingleItem().Value.ShouldBe(new DateOnly(2026, 11, 22));
    }

    [Fact]
    public async Task Secrets_NeverReachALog()
    {
        using var logs = new CollectedLogs();
        await using var host = await ApiHost.StartAsync(configure: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));
        var secret = host.NewKey(ApiScope.Overlay);
        using var client = host.ClientOf(secret);

        using var header = await client.PostAsync("/api/speech/pause", null);
        using var address = await host.Stranger.GetAsync($"/api/status?key={secret}");
        using var path = await host.Stranger.GetAsync($"/{secret}");
        using var overlay = await host.Stranger.GetAsync($"/overlay?key={secret}");
        using var wrong = await host.ClientOf(secret + "0").GetAsync("/api/status");

        address.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        path.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        logs.Text.ShouldContain("refused");
        logs.Text.ShouldNotContain(secret[ApiKeySecret.Prefix.Length..]);
        logs.Text.ShouldNotContain(host.Token);
    }
}
