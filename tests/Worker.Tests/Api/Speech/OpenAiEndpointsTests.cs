using System.Net;
using System.Text.Json;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Worker.Tests.Api.Speech;

public sealed class OpenAiEndpointsTests : IAsyncDisposable
{
    private readonly FakeSynthesizer engine = new();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Speech_AsWav_IsStreamed()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/v1/audio/speech", """{"model": "tts-1", "input": "one two", "voice": "alloy", "response_format": "wav", "instructions": "whisper", "new_field": 1}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("audio/wav");
        (await response.Content.ReadAsByteArrayAsync())[44..].ShouldBe(SpeechHost.Pcm(engine, "one two"));
    }

    [Fact]
    public async Task Speech_AsPcm_HasTheRateOfOpenAi()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/v1/audio/speech", """{"model": "ishowtts", "input": "one two", "voice": "one", "response_format": "pcm"}""");

        var pcm = await response.Content.ReadAsByteArrayAsync();
        pcm.Length.ShouldBe(AudioFormat.Mono48.SamplesIn(TimeSpan.FromMilliseconds(500)));
        response.Headers.GetValues("X-Ishowtts-Sample-Rate").ShouldBe(["24000"]);
    }

    [Fact]
    public async Task Speech_AsEvents_TellsDeltasAndUsage()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/v1/audio/speech", """{"model": "gpt-4o-mini-tts-2025-12-15", "input": "one two", "voice": {"id": "two"}, "response_format": "wav", "stream_format": "sse"}""");

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        var events = Events(await response.Content.ReadAsStringAsync());
        events.SkipLast(1).ShouldAllBe(found => found.GetProperty("type").GetString() == "speech.audio.delta");
        events.SkipLast(1).SelectMany(found => found.GetProperty("audio").GetBytesFromBase64()).Skip(44).ToArray().ShouldBe(SpeechHost.Pcm(engine, "one two", "two"));
        events[^1].GetRawText().ShouldBe("""{"usage":{"input_tokens":7,"output_tokens":10,"total_tokens":17},"type":"speech.audio.done"}""");
    }

    [Fact]
    public async Task Speech_AsEvents_WhoseEngineFailsMidway_EndsWithAnError()
    {
        engine.BeforeChunk = (_, index, _) => index == 2 ? throw new SynthesisException("engine-failed", "It broke.") : default;
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/v1/audio/speech", """{"model": "tts-1", "input": "one", "voice": "alloy", "response_format": "pcm", "stream_format": "sse"}""");

        var error = Events(await response.Content.ReadAsStringAsync())[^1].GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("synthesis_failed");
        error.GetProperty("type").GetString().ShouldBe("server_error");
    }

    [Theory]
    [InlineData("alloy", "one")]
    [InlineData("Cedar", "one")]
    [InlineData("nova", "two")]
    [InlineData("narrator", "two")]
    [InlineData("two", "two")]
    public async Task Speech_OfAVoice_IsMappedToOurs(string voice, string spoken)
    {
        await using var host = await SpeechHost.StartAsync(engine, ("Api:OpenAiVoices:nova", "fake:two"), ("Api:OpenAiVoices:narrator", "fake:two"));

        using var response = await host.PostAsync("/v1/audio/speech", $$"""{"model": "tts-1", "input": "one", "voice": "{{voice}}", "response_format": "pcm"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        engine.Requests.ShouldHaveSingleItem().Voice.EngineVoice.ShouldBe(spoken);
    }

    [Theory]
    [InlineData("""{"model": "tts-1", "voice": "alloy"}""", 400, "invalid_request_error", "input", "invalid_body")]
    [InlineData("""{"input": "hi", "voice": "alloy"}""", 400, "invalid_request_error", "model", "invalid_body")]
    [InlineData("""{"model": "whisper-1", "input": "hi"}""", 404, "invalid_request_error", "model", "model_not_found")]
    [InlineData("""{"model": "tts-1", "input": "hi", "voice": "nobody", "response_format": "pcm"}""", 400, "invalid_request_error", "voice", "invalid_body")]
    [InlineData("""{"model": "tts-1", "input": "hi", "voice": 7}""", 400, "invalid_request_error", "voice", "invalid_body")]
    [InlineData("""{"model": "tts-1", "input": "hi", "voice": {"id": {}}}""", 400, "invalid_request_error", "voice", "invalid_body")]
    [InlineData("""{"model": "tts-1", "input": "hi", "response_format": "midi"}""", 400, "invalid_request_error", "response_format", "invalid_body")]
    [InlineData("""{"model": "tts-1", "input": "hi", "stream_format": "smoke"}""", 400, "invalid_request_error", "stream_format", "invalid_body")]
    [InlineData("""{"model": "tts-1", "input": "hi", "response_format": "pcm", "speed": 4}""", 400, "invalid_request_error", "speed", "invalid_body")]
    [InlineData("""{"model": "tts-1", "input": 5}""", 400, "invalid_request_error", "$.input", "invalid_body")]
    [InlineData("""{"model": "tts-1", "input": "…", "response_format": "pcm"}""", 422, "invalid_request_error", "input", "nothing_to_say")]
    [InlineData("""{"model": "tts-1", "input": "hi"}""", 501, "server_error", "format", "format_unavailable")]
    public async Task Speech_OfABadRequest_IsAnErrorInOpenAisForm(string body, int status, string type, string param, string code)
    {
        engine.WordDuration = body.Contains('…', StringComparison.Ordinal) ? TimeSpan.Zero : engine.WordDuration;
        await using var host = await SpeechHost.StartAsync(engine, ("Api:Ffmpeg", "/nowhere/ffmpeg"));

        using var response = await host.PostAsync("/v1/audio/speech", body);

        await ShouldBeErrorAsync(response, status, type, param, code);
    }

    [Fact]
    public async Task Speech_OfAnInputThatIsTooLong_SaysHowLongItMayBe()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/v1/audio/speech", $$"""{"model": "tts-1", "voice": "alloy", "response_format": "pcm", "input": "{{new string('a', 4_097)}}"}""");

        (await ApiHost.ReadAsync(response)).GetProperty("error").GetProperty("message").GetString()!.ShouldContain("4096");
    }

    [Fact]
    public async Task V1_WithoutOrWithAWrongKey_IsAnErrorInOpenAisForm()
    {
        await using var host = await SpeechHost.StartAsync(engine);
        using var wrong = new HttpRequestMessage(HttpMethod.Post, "/v1/audio/speech");
        wrong.Headers.TryAddWithoutValidation("Authorization", "Bearer sk-wrong");

        using var without = await host.Stranger.PostAsync("/v1/audio/speech", null);
        using var refused = await host.Stranger.SendAsync(wrong);
        using var nothing = await host.Client.GetAsync("/v1/nothing");

        await ShouldBeErrorAsync(without, 401, "invalid_request_error", null, "invalid_api_key");
        await ShouldBeErrorAsync(refused, 401, "invalid_request_error", null, "invalid_api_key");
        await ShouldBeErrorAsync(nothing, 404, "invalid_request_error", null, "not_found");
        (await refused.Content.ReadAsStringAsync()).ShouldNotContain("sk-wrong");
    }

    [Fact]
    public async Task V1_BeyondTheLimit_IsAnErrorInOpenAisForm()
    {
        using var entered = new SemaphoreSlim(0);
        engine.BeforeChunk = async (_, _, token) =>
        {
            entered.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        await using var host = await SpeechHost.StartAsync(engine, ("Api:MaxSynthesesPerClient", "1"));
        using var leave = new CancellationTokenSource();
        using var content = new StringContent("""{"model": "tts-1", "input": "hi", "response_format": "pcm"}""", System.Text.Encoding.UTF8, "application/json");
        var running = host.Client.PostAsync("/v1/audio/speech", content, leave.Token);
        (await entered.WaitAsync(SpeechHost.Limit)).ShouldBeTrue();

        using var refused = await host.PostAsync("/v1/audio/speech", """{"model": "tts-1", "input": "hi", "response_format": "pcm"}""");

        refused.Headers.RetryAfter.ShouldNotBeNull();
        await ShouldBeErrorAsync(refused, 429, "rate_limit_error", null, "rate_limit_exceeded");
        await leave.CancelAsync();
        await running.ShouldThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Models_AreOpenAisNamesOursAndEveryEngine()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        var list = await ApiHost.ReadAsync(await host.Stranger.GetAsync("/v1/models"));
        var one = await ApiHost.ReadAsync(await host.Stranger.GetAsync("/v1/models/fake"));

        list.GetProperty("object").GetString().ShouldBe("list");
        list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ShouldBe(["ishowtts", "tts-1", "tts-1-hd", "gpt-4o-mini-tts", "fake"]);
        one.GetRawText().ShouldBe("""{"id":"fake","object":"model","created":0,"owned_by":"ishowtts"}""");
    }

    [Fact]
    public async Task Voices_AreListedAsLocalServersDo()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        var list = await ApiHost.ReadAsync(await host.Stranger.GetAsync("/v1/audio/voices"));
        var names = await ApiHost.ReadAsync(await host.Stranger.GetAsync("/v1/audio/voices?legacy=true"));

        list.GetProperty("voices")[0].GetRawText().ShouldBe("""{"id":"fake-one","name":"fake-one","language":"en","engine":"fake"}""");
        names.GetRawText().ShouldBe("""{"voices":["fake-one","fake-two"]}""");
    }

    [Fact]
    public async Task Voices_WithALegacyThatIsNoneOfTrueAndFalse_AreAnErrorInOpenAisForm()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.Stranger.GetAsync("/v1/audio/voices?legacy=x");

        await ShouldBeErrorAsync(response, 400, "invalid_request_error", "legacy", "invalid_parameter");
    }

    private static async Task ShouldBeErrorAsync(HttpResponseMessage response, int status, string type, string? param, string code)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var error = (await ApiHost.ReadAsync(response)).GetProperty("error");
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        (error.GetProperty("type").GetString(), error.GetProperty("param").GetString(), error.GetProperty("code").GetString()).ShouldBe((type, param, code));
    }

    private static List<JsonElement> Events(string text)
    {
        var events = new List<JsonElement>();
        foreach (var block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            block.ShouldStartWith("data: ");
            using var document = JsonDocument.Parse(block["data: ".Length..]);
            events.Add(document.RootElement.Clone());
        }

        return events;
    }
}
