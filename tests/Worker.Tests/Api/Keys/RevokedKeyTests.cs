using IShowTts.TestKit.Hosting;

namespace IShowTts.Worker.Tests.Api.Keys;

/// <summary>A key that is revoked on the console, in another process, while a program listens with it.</summary>
public class RevokedKeyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Stream_OfAKeyThatAnotherProcessRevokes_EndsThoughNobodyCalls()
    {
        await using var worker = await WorkerFixture.StartAsync();
        using var revoked = NewClient(worker, await AddAsync(worker, "one"));
        using var kept = NewClient(worker, await AddAsync(worker, "two"));
        using var ending = await SseReader.OpenAsync(revoked, null);
        using var staying = await SseReader.OpenAsync(kept, null);
        await ending.GreetedAsync();
        await staying.GreetedAsync();

        (await RunAsync("keys", "revoke", "one", "--data-dir", worker.Directory)).ShouldBe("Revoked: one");

        await ending.EndAsync();
        (await revoked.GetAsync("/api/status")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        worker.Source.Give(Chat.Message("m1", "ann", "hello there"));
        (await staying.NextAsync()).Event.ShouldBe("utterance");
    }

    private static Task<string> AddAsync(WorkerFixture worker, string name) => RunAsync("keys", "add", name, "--scope", "read", "--data-dir", worker.Directory);

    /// <summary>Runs <c>ishowtts</c> as a process of its own.</summary>
    /// <returns>The first line that it wrote.</returns>
    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var process = WorkerProcess.Start(arguments);
        var line = await process.ReadLineAsync(limit.Token);
        (await process.WaitAsync(limit.Token)).ShouldBe(0);
        return line ?? "";
    }

    private static HttpClient NewClient(WorkerFixture worker, string secret) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = worker.BaseAddress,
        Timeout = Limit,
        DefaultRequestHeaders = { Authorization = new("Bearer", secret) },
    };
}
