using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Tests.Api;

/// <summary>The real worker and a program that has its token.</summary>
internal sealed class WorkerApi : IAsyncDisposable
{
    private WorkerApi(WorkerFixture worker, HttpClient client)
    {
        Worker = worker;
        Client = client;
    }

    public WorkerFixture Worker { get; }

    public HttpClient Client { get; }

    public static async Task<WorkerApi> StartAsync()
    {
        var worker = await WorkerFixture.StartAsync();
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = worker.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(worker.Get<DataDirectory>().TokenFile)).Trim());
        return new WorkerApi(worker, client);
    }

    /// <summary>Sends a body, and gives status and answer.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return ((int)response.StatusCode, document.RootElement.Clone());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Worker.DisposeAsync();
    }
}
