using IShowTts.Integrations.Donations.Webhooks;
using IShowTts.TestKit.Donations;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IShowTts.Worker.Tests.Webhooks;

/// <summary>The real worker with webhooks on a free port, two senders and Ko-fi; a client as a service would be.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    public const string PathToken = "unguessable-path-0123456789";
    public const string KofiToken = "8e2f0000-1111-2222-3333-444444444444";
    public const string KofiPath = "/kofi/" + PathToken;

    private WebhookHost(WorkerFixture worker, CollectingLog log)
    {
        Worker = worker;
        Log = log;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = worker.Get<WebhookServer>().Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public WorkerFixture Worker { get; }

    public CollectingLog Log { get; }

    public HttpClient Client { get; }

    public WebhookEventSource Shop => Worker.Get<WebhookSources>()["shop"];

    public static async Task<WebhookHost> StartAsync(string? directory = null, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var log = new CollectingLog();
        var configuration = new Dictionary<string, string?>
        {
            ["Webhooks:Enabled"] = "true",
            ["Webhooks:Port"] = "0",
            ["Webhooks:RequestsPerMinute"] = "100000",
            ["Webhooks:Sources:shop:Secrets:0"] = WebhookSender.Secret,
            ["Webhooks:Sources:old:Secrets:0"] = WebhookSender.Secret,
            ["Webhooks:Sources:old:Enabled"] = "false",
            ["Webhooks:Kofi:Enabled"] = "true",
            ["Webhooks:Kofi:PathToken"] = PathToken,
            ["Webhooks:Kofi:VerificationToken"] = KofiToken,
        };
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        var worker = await WorkerFixture.StartAsync(
            new WorkerFixtureSettings
            {
                KeepSources = true,
                Sinks = [new RecordingSink()],
                Configuration = configuration,
                ConfigureServices = services =>
                {
                    services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
                    configure?.Invoke(services);
                },
            },
            directory);
        return new WebhookHost(worker, log);
    }

    public Task<HttpResponseMessage> SendSignedAsync(string id, string body, string path = "/hooks/shop") => Client.SendAsync(WebhookSender.Signed(path, id, body, TimeProvider.System.GetUtcNow()));

    public Task<HttpResponseMessage> SendKofiAsync(string json, string path = KofiPath) => Client.SendAsync(WebhookSender.KofiRequest(path, json));

    public async Task<IReadOnlyList<Utterance>> ListAsync() => await Worker.Queue.ListAsync(new UtteranceQuery(Limit: 500), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Worker.DisposeAsync();
        Log.Dispose();
    }
}
