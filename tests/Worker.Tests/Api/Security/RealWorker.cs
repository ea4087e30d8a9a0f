using System.Net.Http.Headers;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>The real worker with every address it has, and people who call it.</summary>
internal sealed class RealWorker : IAsyncDisposable
{
    private readonly WorkerFixture worker;

    private RealWorker(WorkerFixture worker) => this.worker = worker;

    public IReadOnlyList<Route> Routes => Route.All(worker.Get<EndpointDataSource>());

    public Uri Address => worker.BaseAddress;

    public string Token => worker.Get<ApiToken>().Value;

    public static async Task<RealWorker> StartAsync(params (string Key, string? Value)[] settings) =>
        new(await WorkerFixture.StartAsync(new WorkerFixtureSettings { Configuration = settings.ToDictionary(pair => pair.Key, pair => pair.Value) }));

    /// <summary>A client that sends a secret with the Authorization header, or none.</summary>
    public HttpClient Client(string? secret = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public string NewKey(ApiScope scopes)
    {
        var secret = ApiKeySecret.Generate();
        new ApiKeyFile(new DataDirectory(worker.Directory)).Add(new ApiKey($"key {scopes}".Replace(",", "", StringComparison.Ordinal), ApiKeySecret.Hash(secret), scopes, DateTimeOffset.UnixEpoch));
        return secret;
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();
}
