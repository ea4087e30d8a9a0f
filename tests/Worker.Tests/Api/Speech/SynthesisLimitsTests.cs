using System.Net;
using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Worker.Api.Speech;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.Api.Speech;

[Collection(AudioChunkCollection.Name)]
public sealed class SynthesisLimitsTests : IAsyncDisposable
{
    private readonly FakeSynthesizer engine = new();
    private readonly SemaphoreSlim entered = new(0);
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync()
    {
        entered.Dispose();
        return engine.DisposeAsync();
    }

    [Fact]
    public async Task Requests_BeyondThoseThatMayWait_AreToldWhenToComeBack()
    {
        await using var host = await StartAsync(("Api:MaxSyntheses", "1"), ("Api:MaxSynthesesWaiting", "1"));
        var running = host.PostAsync("/api/tts", """{"text": "first"}""");
        (await entered.WaitAsync(SpeechHost.Limit)).ShouldBeTrue();
        var waiting = host.PostAsync("/api/tts", """{"text": "second"}""");
        await PlacesAsync(host, 2);

        using var refused = await host.PostAsync("/api/tts", """{"text": "third"}""");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await ApiHost.ReadAsync(refused)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:too-many-syntheses");
        engine.Requests.ShouldHaveSingleItem().Text.ShouldBe("first");
        goOn.SetResult();
        using var first = await running;
        using var second = await waiting;
        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        await PlacesAsync(host, 0);
    }

    [Fact]
    public async Task Requests_OfOneClientBeyondItsShare_AreRefused()
    {
        await using var host = await StartAsync(("Api:MaxSynthesesPerClient", "1"));
        var running = host.PostAsync("/api/tts", """{"text": "first"}""");
        (await entered.WaitAsync(SpeechHost.Limit)).ShouldBeTrue();

        using var refused = await host.PostAsync("/api/tts", """{"text": "second"}""");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await ApiHost.ReadAsync(refused)).GetProperty("detail").GetString()!.ShouldContain("Api:MaxSynthesesPerClient");
        goOn.SetResult();
        using var first = await running;
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Places_OfOneClientThatIsFull_LeaveRoomForAnother()
    {
        using var places = new SynthesisPlaces(Microsoft.Extensions.Options.Options.Create(new IShowTts.Worker.Api.ApiOptions { MaxSynthesesPerClient = 1 }));

        places.Enter("ann", out var first).ShouldBeNull();
        places.Enter("ann", out _).ShouldNotBeNull();
        places.Enter("bob", out _).ShouldBeNull();
        first!.Dispose();
        first.Dispose();

        places.Enter("ann", out _).ShouldBeNull();
        places.Taken.ShouldBe(2);
    }

    [Fact]
    public async Task Sessions_HaveTheirPlacesEach()
    {
        await using var host = await StartAsync(("Api:MaxSynthesesPerClient", "1"), ("Api:MaxSyntheses", "2"));
        using var first = new Browser(host.Address);
        using var second = new Browser(host.Address);
        (await first.SignInAsync($$"""{"token":"{{host.Token}}"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await second.SignInAsync($$"""{"token":"{{host.Token}}"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var running = first.SendAsync(HttpMethod.Post, "/api/tts", """{"text": "first"}""");
        (await entered.WaitAsync(SpeechHost.Limit)).ShouldBeTrue();

        using var refused = await first.SendAsync(HttpMethod.Post, "/api/tts", """{"text": "again"}""");
        var other = second.SendAsync(HttpMethod.Post, "/api/tts", """{"text": "second"}""");
        (await entered.WaitAsync(SpeechHost.Limit)).ShouldBeTrue();

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        goOn.SetResult();
        using var one = await running;
        using var two = await other;
        (one.StatusCode, two.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
    }

    [Theory]
    [InlineData("/api/tts", """{"text": "one two", "stream": true}""")]
    [InlineData("/api/tts", """{"text": "one two"}""")]
    [InlineData("/api/tts/stream", """{"text": "one two"}""")]
    public async Task AClientThatLeaves_EndsItsSynthesisAndItsPlace(string path, string body)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.BeforeChunk = async (_, index, token) =>
        {
            if (index == 1)
            {
                await using var registration = token.Register(cancelled.SetResult);
                entered.Release();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        };
        await using var host = await SpeechHost.StartAsync(engine);
        var chunks = AudioChunk.LiveCount;
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        var asking = host.Client.SendAsync(request, leave.Token);
        (await entered.WaitAsync(SpeechHost.Limit)).ShouldBeTrue();

        await leave.CancelAsync();

        await asking.ShouldThrowAsync<OperationCanceledException>();
        await cancelled.Task.WaitAsync(SpeechHost.Limit);
        await PlacesAsync(host, 0);
        AudioChunk.LiveCount.ShouldBe(chunks);
    }

    [Fact]
    public async Task AWorkerThatStops_EndsWhatIsBeingSpoken()
    {
        await using var host = await StartAsync();
        var asking = host.PostAsync("/api/tts", """{"text": "first"}""");
        (await entered.WaitAsync(SpeechHost.Limit)).ShouldBeTrue();

        host.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();

        using var response = await asking;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:stopping");
    }

    [Fact]
    public async Task AnEngine_NeverWaitsForASlowReader()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.WordDuration = TimeSpan.FromSeconds(4);
        engine.ChunkDuration = TimeSpan.FromSeconds(1);
        engine.AfterLastChunk = _ =>
        {
            done.TrySetResult();
            return default;
        };
        await using var host = await SpeechHost.StartAsync(engine);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tts")
        {
            Content = new StringContent($$"""{"text": "{{string.Join(' ', Enumerable.Repeat("word", 75))}}", "stream": true}""", System.Text.Encoding.UTF8, "application/json"),
        };

        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        await done.Task.WaitAsync(SpeechHost.Limit);
    }

    /// <summary>A host whose engine stops at its first chunk until <see cref="goOn"/>.</summary>
    private Task<ApiHost> StartAsync(params (string Key, string Value)[] settings)
    {
        engine.BeforeChunk = async (_, index, token) =>
        {
            if (index == 0)
            {
                entered.Release();
                await goOn.Task.WaitAsync(token);
            }
        };
        return SpeechHost.StartAsync(engine, settings);
    }

    private static async Task PlacesAsync(ApiHost host, int count)
    {
        var places = host.Services.GetRequiredService<SynthesisPlaces>();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(int taken)
        {
            if (taken == count)
            {
                reached.TrySetResult();
            }
        }

        places.Changed += Look;
        Look(places.Taken);
        await reached.Task.WaitAsync(SpeechHost.Limit);
        places.Changed -= Look;
    }
}
