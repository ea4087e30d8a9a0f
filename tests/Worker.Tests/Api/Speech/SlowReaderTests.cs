using System.Net;
using System.Text;
using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Api.Speech;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Api.Speech;

/// <summary>Who asks for audio and does not read it.</summary>
[Collection(AudioChunkCollection.Name)]
public sealed class SlowReaderTests : IAsyncDisposable
{
    private const int Words = 75;
    private static readonly TimeSpan Audio = TimeSpan.FromSeconds(4 * Words);
    private static readonly TimeSpan Deadline = RawSpeechAnswer.ShortestTaking + (2 * Audio);
    private readonly FakeTimeProvider time = new();

    // 300 s of audio, 28.8 MB: no socket holds as much.
    private readonly FakeSynthesizer engine = new() { WordDuration = TimeSpan.FromSeconds(4), ChunkDuration = TimeSpan.FromSeconds(1) };

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task AnAnswerThatNobodyReads_HasGivenItsTurnOnWhenTheEngineIsDone_AndIsGivenUpAtItsDeadline()
    {
        using var places = new SynthesisPlaces(Microsoft.Extensions.Options.Options.Create(new IShowTts.Worker.Api.ApiOptions { MaxSyntheses = 1 }));
        var chunks = AudioChunk.LiveCount;
        places.Enter("ann", out var place).ShouldBeNull();
        await place!.WaitTurnAsync(CancellationToken.None);
        var request = new SynthesisRequest(Text, engine.Voices[0]) { MaxDuration = Audio + TimeSpan.FromSeconds(1), Report = new SynthesisReport() };
        await using (var answer = new RawSpeechAnswer(place, time, request, 32))
        {
            answer.Start(engine, CancellationToken.None);

            (await places.Turns.WaitAsync(SpeechHost.Limit)).ShouldBeTrue();

            places.Kept.ShouldBe(AudioFormat.Mono48.SamplesIn(Audio) * 4L);
            time.Advance(Deadline - TimeSpan.FromMilliseconds(1));
            answer.TooSlow.IsCancellationRequested.ShouldBeFalse();
            time.Advance(TimeSpan.FromMilliseconds(1));
            answer.TooSlow.IsCancellationRequested.ShouldBeTrue();
        }

        (places.Taken, places.Kept, AudioChunk.LiveCount).ShouldBe((0, 0, chunks));
    }

    [Theory]
    [InlineData("/api/tts", true)]
    [InlineData("/api/tts", false)]
    [InlineData("/api/tts/stream", true)]
    public async Task AClientThatStopsReading_LetsOthersGoOn_AndIsCutOff(string path, bool isStreamed)
    {
        await using var host = await SpeechHost.StartAsync(
            engine, services => services.AddSingleton<TimeProvider>(time), ("Api:MaxSyntheses", "1"));
        var places = host.Services.GetRequiredService<SynthesisPlaces>();
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asking = Request(path, isStreamed);
        using var unread = await host.Client.SendAsync(asking, HttpCompletionOption.ResponseHeadersRead);

        using (var other = await host.PostAsync("/api/tts", """{"text": "hi"}"""))
        {
            other.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        places.Changed += taken =>
        {
            if (taken == 0)
            {
                gone.TrySetResult();
            }
        };
        time.Advance(Deadline);

        await gone.Task.WaitAsync(SpeechHost.Limit);
        places.Kept.ShouldBe(0);
        await Should.ThrowAsync<HttpRequestException>(() => unread.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task WhatSlowReadersLeave_IsBounded_AndTheNextIsToldToComeBack()
    {
        await using var host = await SpeechHost.StartAsync(
            engine, services => services.AddSingleton<TimeProvider>(time), ("Api:MaxSyntheses", "1"), ("Api:MaxSynthesisBytes", "20000000"));
        using var asking = Request("/api/tts", isStreamed: false);
        using var unread = await host.Client.SendAsync(asking, HttpCompletionOption.ResponseHeadersRead);

        using var refused = await host.PostAsync("/api/tts", """{"text": "hi"}""");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await ApiHost.ReadAsync(refused)).GetProperty("detail").GetString()!.ShouldContain("Api:MaxSynthesisBytes");
        (await unread.Content.ReadAsByteArrayAsync()).Length.ShouldBe(44 + (AudioFormat.Mono48.SamplesIn(Audio) * 2));
    }

    private static string Text => string.Join(' ', Enumerable.Repeat("word", Words));

    private static HttpRequestMessage Request(string path, bool isStreamed) => new(HttpMethod.Post, path)
    {
        Content = new StringContent(path.EndsWith("stream", StringComparison.Ordinal)
            ? $$"""{"text": "{{Text}}"}"""
            : $$"""{"text": "{{Text}}", "stream": {{(isStreamed ? "true" : "false")}}}""", Encoding.UTF8, "application/json"),
    };
}
