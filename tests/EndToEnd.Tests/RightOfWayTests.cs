using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Api;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests;

/// <summary>Requests for audio and the show, in the whole worker. What an engine's line makes of the mark: <c>EngineThreadTests</c>, <c>F5RightOfWayTests</c>.</summary>
public sealed class RightOfWayTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ALineOfTheShow_WhileRequestsForAudioAreUnderWay_ReachesTheEngineAtOnceAndDoesNotGiveWay()
    {
        using var begun = new SemaphoreSlim(0);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = new FakeSynthesizer
        {
            BeforeChunk = async (request, index, token) =>
            {
                if (request.GivesWay && index == 0)
                {
                    begun.Release();
                    await goOn.Task.WaitAsync(token);
                }
            },
        };
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Engine = engine, Sinks = [new RecordingSink()] });
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = worker.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", worker.Get<ApiToken>().Value);
        Task<HttpResponseMessage>[] raw = [AskAsync(client, "raw one"), AskAsync(client, "raw two"), AskAsync(client, "raw three")];
        for (var i = 0; i < raw.Length; i++)
        {
            (await begun.WaitAsync(Limit)).ShouldBeTrue();
        }

        worker.Source.Give(Chat.Message("m1", "ann", "hello there"));

        await worker.WaitAsync("m1", UtteranceState.Heard);
        raw.ShouldAllBe(asked => !asked.IsCompleted);
        engine.Requests.Where(request => request.Text.StartsWith("raw", StringComparison.Ordinal)).ShouldAllBe(request => request.GivesWay);
        engine.Requests.Where(request => !request.Text.StartsWith("raw", StringComparison.Ordinal)).ShouldAllBe(request => !request.GivesWay);
        goOn.SetResult();
        foreach (var response in await Task.WhenAll(raw).WaitAsync(Limit))
        {
            using (response)
            {
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string text) =>
        client.PostAsync("/api/tts", new StringContent($$"""{"text": "{{text}}"}""", Encoding.UTF8, "application/json"));
}
