using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Api.Settings;

/// <summary>GET and PATCH /api/settings of the real worker.</summary>
public sealed class SettingsEndpointsTests : IAsyncLifetime, IDisposable
{
    private WorkerFixture worker = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            Configuration = new Dictionary<string, string?> { ["Discord:Channels:talk:GuildId"] = "200000000000000001", ["Discord:Channels:talk:ChannelId"] = "210000000000000001" },
        });
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = worker.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(worker.Get<DataDirectory>().TokenFile)).Trim());
    }

    public Task DisposeAsync() => worker.DisposeAsync().AsTask();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Get_OfSettings_TellsEveryKeyWithWhatTheSchemaSays()
    {
        var keys = await ReadKeysAsync();

        var capacity = keys["Queue:Capacity"];
        (capacity.GetProperty("type").GetString(), capacity.GetProperty("value").GetInt32(), capacity.GetProperty("min").GetInt32(), capacity.GetProperty("origin").GetString()).ShouldBe(("integer", 200, 10, capacity.GetProperty("origin").GetString()));
        capacity.GetProperty("doc").GetString().ShouldNotBeNullOrEmpty();
        keys["Api:Port"].GetProperty("origin").GetString().ShouldBe("command-line");
        keys["Queue:OnInterrupted"].GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()).ShouldContain("Replay");
        (keys["Api:Port"].GetProperty("needsRestart").GetBoolean(), capacity.GetProperty("needsRestart").GetBoolean()).ShouldBe((true, false));
        keys.Count.ShouldBe(SettingsCatalog.All.Sum(section => section.Settings.Count));
    }

    [Fact]
    public async Task Patch_OfALiveKey_IsInForceAtOnceAndNullTakesItBack()
    {
        using var set = await PatchAsync("""{ "Queue:Capacity": 123 }""");
        var inForce = worker.Get<IOptionsMonitor<QueueOptions>>().CurrentValue.Capacity;
        var shown = (await ReadKeysAsync())["Queue:Capacity"];
        using var reset = await PatchAsync("""{ "Queue:Capacity": null }""");

        set.StatusCode.ShouldBe(HttpStatusCode.OK);
        inForce.ShouldBe(123);
        (shown.GetProperty("value").GetInt32(), shown.GetProperty("origin").GetString(), shown.GetProperty("isOverridden").GetBoolean()).ShouldBe((123, "overrides", true));
        reset.StatusCode.ShouldBe(HttpStatusCode.OK);
        worker.Get<IOptionsMonitor<QueueOptions>>().CurrentValue.Capacity.ShouldBe(200);
    }

    [Fact]
    public async Task Patch_OfAKeyThatNeedsARestart_IsShownAsPending()
    {
        using var set = await PatchAsync("""{ "Api:KeepAliveSeconds": 20 }""");

        var changed = (await ApiHost.ReadAsync(set)).GetProperty("keys").EnumerateArray().Single();
        (changed.GetProperty("key").GetString(), changed.GetProperty("needsRestart").GetBoolean(), changed.GetProperty("isPending").GetBoolean()).ShouldBe(("Api:KeepAliveSeconds", true, true));
    }

    [Fact]
    public async Task Patch_OfAMapThatIsLiveInPart_WaitsOnlyForTheRest()
    {
        using var live = await PatchAsync("""{ "Discord:Channels:talk:GainDb": -6 }""");
        var afterVolume = (await ReadKeysAsync())["Discord:Channels"];
        using var rest = await PatchAsync("""{ "Discord:Channels:talk:Kinds": ["donation"] }""");
        var afterKinds = (await ReadKeysAsync())["Discord:Channels"];

        afterVolume.GetProperty("value").GetProperty("talk").GetProperty("GainDb").GetDouble().ShouldBe(-6);
        (afterVolume.GetProperty("needsRestart").GetBoolean(), afterVolume.GetProperty("isPending").GetBoolean()).ShouldBe((true, false));
        afterKinds.GetProperty("isPending").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{ "Filters:BlockedWords:Words": ["cabbage"] }""")]
    [InlineData("""{ "Intake:MaxNameCharacters": 30 }""")]
    [InlineData("""{ "Text:SpellNumbers": false }""")]
    public async Task Patch_OfWhatTheComposerFollows_WaitsForNoRestart(string json)
    {
        using var set = await PatchAsync(json);

        var changed = (await ApiHost.ReadAsync(set)).GetProperty("keys").EnumerateArray().Single();
        (changed.GetProperty("needsRestart").GetBoolean(), changed.GetProperty("isPending").GetBoolean(), changed.GetProperty("origin").GetString()).ShouldBe((false, false, "overrides"));
    }

    [Fact]
    public async Task Patch_WithMistakes_TellsAllOfThemAsAProblem()
    {
        using var response = await PatchAsync("""{ "Queue:Capacity": 1, "Queue:HistoryDays": "x" }""");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:settings-invalid");
        problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("key").GetString()).ShouldContain("Queue:HistoryDays");
        File.Exists(worker.Get<DataDirectory>().OverridesFile).ShouldBeFalse();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{ "Queue:Capacity": 100, "Queue:Capacity": 200 }""")]
    [InlineData("""{ "a": [[[[[[[[[1]]]]]]]]] }""")]
    public async Task Patch_WithABodyThatIsNoObjectOfKeys_IsRefused(string body)
    {
        using var response = await PatchAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Patch_OfASecret_NeverGivesItBack()
    {
        using var set = await PatchAsync("""{ "Donations:Streamlabs:Token": "verysecretverysecretverysecretverysecret", "Webhooks:Sources:shop:Secrets": ["whsec_dmVyeXNlY3JldHZlcnlzZWNyZXR2ZXJ5c2VjcmV0"] }""");

        var told = await set.Content.ReadAsStringAsync() + await client.GetStringAsync("/api/settings") + await File.ReadAllTextAsync(worker.Get<DataDirectory>().AuditFile);
        set.StatusCode.ShouldBe(HttpStatusCode.OK, told);
        told.ShouldNotContain("verysecret");
        told.ShouldNotContain("whsec_dmVy");
        var token = (await ReadKeysAsync())["Donations:Streamlabs:Token"];
        (token.GetProperty("value").ValueKind, token.GetProperty("isSet").GetBoolean(), token.GetProperty("isSecret").GetBoolean()).ShouldBe((JsonValueKind.Null, true, true));
    }

    [Fact]
    public async Task Patch_WithoutTheToken_IsRefused()
    {
        client.DefaultRequestHeaders.Authorization = null;

        using var response = await PatchAsync("""{ "Queue:Capacity": 123 }""");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task<HttpResponseMessage> PatchAsync(string json) => client.PatchAsync("/api/settings", new StringContent(json, Encoding.UTF8, "application/json"));

    private async Task<Dictionary<string, JsonElement>> ReadKeysAsync()
    {
        using var response = await client.GetAsync("/api/settings");
        return (await ApiHost.ReadAsync(response)).GetProperty("keys").EnumerateArray().ToDictionary(key => key.GetProperty("key").GetString()!, key => key.Clone());
    }
}
