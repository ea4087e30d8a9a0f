using System.Net;
using System.Text;
using System.Text.Json;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: who holds an API key, or calls through a proxy, sends the worker's tokens to a place of their own, makes it run a program, or opens it to others.</summary>
public sealed class TrustedSettingTests : IAsyncLifetime
{
    private RealWorker worker = null!;

    public static TheoryData<string, string> Trusted => new()
    {
        { "Twitch:HelixUrl", "\"https://evil.example/helix\"" },
        { "donations:streamlabs:socketurl", "\"wss://evil.example\"" },
        { "Donations:StreamElements:ApiUrl", "\"https://evil.example\"" },
        { "Api:Ffmpeg", "\"/tmp/program\"" },
        { "Tts:Onnx:LibraryFolder", "\"/tmp\"" },
        { "Tts:F5:ModelsFolder", "\"/tmp\"" },
        { "Api:Address", "\"127.0.0.2\"" },
        { "Api:AllowRemote", "true" },
        { "Api:AllowedHosts", "[\"evil.example\"]" },
        { "Api:AllowedOrigins", "[\"https://evil.example\"]" },
        { "Outputs:Sinks", "[\"null\", \"wav:/tmp/over.wav\"]" },
        { "Models:Mirror", "null" },
    };

    public async Task InitializeAsync() => worker = await RealWorker.StartAsync();

    public Task DisposeAsync() => worker.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(Trusted))]
    public async Task Key_OfAdmin_DoesNotChangeThem(string key, string value)
    {
        using var client = worker.Client(worker.NewKey(ApiScope.Admin));

        var (status, text) = await PatchAsync(client, key, value);

        status.ShouldBe(HttpStatusCode.UnprocessableEntity, text);
        using var problem = JsonDocument.Parse(text);
        var error = problem.RootElement.GetProperty("errors").EnumerateArray().Single();
        error.GetProperty("key").GetString().ShouldBe(key);
        error.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("edit the configuration file");
        (await PatchAsync(client, "Queue:Capacity", "100")).Status.ShouldBe(HttpStatusCode.OK, "other keys are free");
    }

    [Theory]
    [InlineData("Twitch:HelixUrl", "\"https://helix.example/helix\"")]
    [InlineData("Api:AllowedHosts", "[\"studio.lan\"]")]
    public async Task Token_OnThisMachine_ChangesThemAndThroughAProxyDoesNot(string key, string value)
    {
        using var proxied = worker.Client(worker.Token);
        proxied.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var local = worker.Client(worker.Token);

        (await PatchAsync(proxied, key, value)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var (status, text) = await PatchAsync(local, key, value);
        status.ShouldBe(HttpStatusCode.OK, text);
    }

    [Fact]
    public async Task Secrets_ThroughAProxy_AreNotTaken()
    {
        using var client = worker.Client(worker.Token);
        client.DefaultRequestHeaders.Add("Via", "1.1 tunnel");

        var (status, text) = await PatchAsync(client, "Donations:Streamlabs:Token", "\"verysecretverysecretverysecret\"");

        status.ShouldBe(HttpStatusCode.UnprocessableEntity, text);
        text.ShouldContain("only from this machine");
        text.ShouldNotContain("verysecret");
    }

    [Fact]
    public void Settings_ThatNameAnAddressOrAFile_AreAllTrusted()
    {
        var free = SettingsCatalog.All.SelectMany(section => section.Settings).Select(setting => setting.Key).Where(key => !TrustedKeys.Holds(key, null)).ToArray();

        // A new key of this kind that is meant to be free is named here, with its reason.
        free.ShouldNotContain(key => key.Contains("Url") || key.Contains("Uri") || key.Contains("Folder") || key.Contains("Path:") || key.Contains("Library") || key.Contains("Remote") || key.Contains("Proxy") || key.Contains("Address"));
        free.ShouldContain("Queue:Capacity");
        free.ShouldContain("Outputs:Sinks", "devices are free, WAV files are not");
    }

    private static async Task<(HttpStatusCode Status, string Text)> PatchAsync(HttpClient client, string key, string value)
    {
        using var content = new StringContent($$"""{ "{{key}}": {{value}} }""", Encoding.UTF8, "application/json");
        using var response = await client.PatchAsync("/api/settings", content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
