using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IShowTts.Worker.Tests.Api;

/// <summary>The API on a free loopback port, over a queue in memory and a control without audio.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TemporaryDirectory folder;

    private ApiHost(WebApplication app, TemporaryDirectory folder, InMemoryUtteranceQueue queue)
    {
        this.app = app;
        this.folder = folder;
        Queue = queue;
        Control = (FakeSpeechControl)app.Services.GetRequiredService<ISpeechControl>();
        Token = app.Services.GetRequiredService<ApiToken>().Value;
        Address = new Uri(AddressFile.Find(app.Services.GetRequiredService<IServer>())!);
        Client = NewClient(withToken: true);
        Stranger = NewClient(withToken: false);
    }

    public InMemoryUtteranceQueue Queue { get; }

    public FakeSpeechControl Control { get; }

    public string Token { get; }

    public Uri Address { get; }

    public DataDirectory Directory => app.Services.GetRequiredService<DataDirectory>();

    public IServiceProvider Services => app.Services;

    /// <summary>Knows the token.</summary>
    public HttpClient Client { get; }

    /// <summary>Does not.</summary>
    public HttpClient Stranger { get; }

    public static async Task<ApiHost> StartAsync(TimeProvider? time = null, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var data = new TemporaryDirectory();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Api:Port"] = "0" });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        builder.Services.AddSingleton(new DataDirectory(data.Path));
        var queue = new InMemoryUtteranceQueue(time: time);
        builder.Services.AddSingleton<IUtteranceQueue>(queue);
        builder.Services.AddSingleton<ISpeechControl, FakeSpeechControl>();
        builder.Services.AddSingleton(WorkerConfiguration.Defaults());
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        configure?.Invoke(builder.Services);
        builder.Services.TryAddSingleton<AlarmBoard>();
        builder.Services.TryAddSingleton<ViewerSettingsStore>();
        builder.Services.AddApi(builder.Configuration);
        var built = builder.Build();
        built.MapApi();
        await built.StartAsync();
        return new ApiHost(built, data, queue);
    }

    /// <summary>A client with a new API key. Keys count at once, without a restart.</summary>
    public HttpClient ClientWith(ApiScope scopes, string name = "test key") => ClientOf(NewKey(scopes, name));

    /// <summary>A client that sends a secret.</summary>
    public HttpClient ClientOf(string secret)
    {
        var client = NewClient(withToken: false);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    /// <summary>Makes a key as the console command does.</summary>
    /// <returns>Its secret.</returns>
    public string NewKey(ApiScope scopes, string name = "test key")
    {
        var secret = ApiKeySecret.Generate();
        new ApiKeyFile(Directory).Add(new ApiKey(name, ApiKeySecret.Hash(secret), scopes, DateTimeOffset.UnixEpoch));
        return secret;
    }

    public static Utterance NewUtterance(int number, string text = "hello there") => new()
    {
        Id = $"{number:x32}",
        Kind = UtteranceKind.Chat,
        Source = "test",
        EventId = $"event-{number}",
        Viewer = new Viewer("42", "ann", "Ann") { Roles = ViewerRoles.Subscriber | ViewerRoles.Moderator },
        OriginalText = text,
        SpokenText = $"Ann says {text}",
    };

    public async Task<Utterance> AddAsync(int number, UtteranceState state = UtteranceState.Queued) =>
        (await Queue.AddAsync(NewUtterance(number) with { State = state }, CancellationToken.None)).Utterance;

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Stranger.Dispose();
        await app.DisposeAsync();
        Queue.Dispose();
        folder.Dispose();
    }

    private HttpClient NewClient(bool withToken)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        if (withToken)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        return client;
    }
}
