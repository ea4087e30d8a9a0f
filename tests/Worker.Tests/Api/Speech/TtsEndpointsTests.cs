using System.Globalization;
using System.Net;
using System.Text.Json;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Worker.Tests.Api.Speech;

public sealed class TtsEndpointsTests : IAsyncDisposable
{
    private readonly FakeSynthesizer engine = new();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Tts_AsWav_IsAWholeFileOfWhatTheEngineGave()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", """{"text": "one two three"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("audio/wav");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        response.Content.Headers.ContentLength.ShouldBe(bytes.Length);
        var expected = SpeechHost.Pcm(engine, "one two three");
        bytes[44..].ShouldBe(expected);
        BitConverter.ToUInt32(bytes, 4).ShouldBe((uint)bytes.Length - 8);
        BitConverter.ToUInt32(bytes, 40).ShouldBe((uint)expected.Length);
        using var reader = new WavReader(new MemoryStream(bytes));
        reader.Format.ShouldBe(AudioFormat.Mono48);
    }

    [Fact]
    public async Task Tts_Whole_TellsVoiceAndMeasurementsInHeaders()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", """{"text": "one two", "voice": "fake:two"}""");

        Header(response, "X-Ishowtts-Voice").ShouldBe("fake-two");
        Header(response, "X-Ishowtts-Engine").ShouldBe("fake");
        Header(response, "X-Ishowtts-Sample-Rate").ShouldBe("48000");
        Header(response, "X-Ishowtts-Audio-Ms").ShouldBe("500");
        var synth = Number(response, "X-Ishowtts-Synth-Ms");
        Number(response, "X-Ishowtts-Ttfa-Ms").ShouldBeLessThanOrEqualTo(synth);
        Number(response, "X-Ishowtts-Rtf").ShouldBe(synth / 500, 0.001);
        response.Headers.Contains("X-Ishowtts-Cut").ShouldBeFalse();
    }

    [Fact]
    public async Task Tts_AsPcm_IsTheBareSamples()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", """{"text": "one two", "format": "pcm"}""");

        response.Content.Headers.ContentType!.ToString().ShouldBe("audio/pcm");
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(SpeechHost.Pcm(engine, "one two"));
    }

    [Fact]
    public async Task Tts_Streamed_ComesWhileSynthesisGoesOn()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.BeforeChunk = async (_, index, token) => await (index == 3 ? goOn.Task.WaitAsync(token) : Task.CompletedTask);
        await using var host = await SpeechHost.StartAsync(engine);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tts") { Content = Json("""{"text": "one two", "stream": true}""") };

        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var start = new byte[44 + (3 * 4_800)];
        await stream.ReadExactlyAsync(start);
        goOn.SetResult();
        var rest = new MemoryStream();
        await stream.CopyToAsync(rest);

        response.Content.Headers.ContentLength.ShouldBeNull();
        BitConverter.ToUInt32(start, 40).ShouldBe(uint.MaxValue);
        start[44..].Concat(rest.ToArray()).ToArray().ShouldBe(SpeechHost.Pcm(engine, "one two"));
    }

    [Fact]
    public async Task Tts_OfARequest_HandsEverythingToTheEngine()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", """{"text": "hi", "voice": "two", "engine": "FAKE", "speed": 1.5, "nfeStep": 12, "seed": 7}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var request = engine.Requests.ShouldHaveSingleItem();
        (request.Text, request.Voice.EngineVoice, request.Speed, request.NfeStep, request.Seed).ShouldBe(("hi", "two", 1.5, 12, 7));
    }

    [Fact]
    public async Task Tts_LongerThanTheLimit_IsCutAndSaysSo()
    {
        await using var host = await SpeechHost.StartAsync(engine, ("Api:MaxSynthesisAudioSeconds", "1"));

        using var response = await host.PostAsync("/api/tts", """{"text": "one two three four five six", "format": "pcm"}""");

        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(SpeechHost.Pcm(engine, "one two three four"));
        Header(response, "X-Ishowtts-Cut").ShouldBe("true");
    }

    [Theory]
    [InlineData("""{}""", "text")]
    [InlineData("""{"text": " \n"}""", "text")]
    [InlineData("""{"text": "hi", "voice": ""}""", "voice")]
    [InlineData("""{"text": "hi", "voice": "nobody"}""", "voice")]
    [InlineData("""{"text": "hi", "engine": "nothing"}""", "engine")]
    [InlineData("""{"text": "hi", "voice": "one", "engine": "f5"}""", "engine")]
    [InlineData("""{"text": "hi", "speed": 0.49}""", "speed")]
    [InlineData("""{"text": "hi", "speed": 2.01}""", "speed")]
    [InlineData("""{"text": "hi", "nfeStep": 0}""", "nfeStep")]
    [InlineData("""{"text": "hi", "nfeStep": 65}""", "nfeStep")]
    [InlineData("""{"text": "hi", "seed": -1}""", "seed")]
    [InlineData("""{"text": "hi", "seed": 99999999999}""", "$.seed")]
    [InlineData("""{"text": "hi", "format": "midi"}""", "format")]
    [InlineData("""{"text": "hi", "format": "0"}""", "format")]
    [InlineData("""{"text": "hi", "colour": "red"}""", "$.colour")]
    [InlineData("""{"text": "\ud800"}""", "$.text")]
    [InlineData("null", null)]
    public async Task Tts_OfABadRequest_NamesTheField(string body, string? field)
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:invalid-body");
        problem.GetProperty("parameter").GetString().ShouldBe(field);
        engine.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tts_OfATextThatIsTooLong_NamesTheOption()
    {
        await using var host = await SpeechHost.StartAsync(engine, ("Api:MaxTextCharacters", "10"));

        using var response = await host.PostAsync("/api/tts", """{"text": "eleven chars"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ApiHost.ReadAsync(response)).GetProperty("detail").GetString()!.ShouldContain("Api:MaxTextCharacters");
    }

    [Theory]
    [InlineData("/api/tts")]
    [InlineData("/api/tts/stream")]
    public async Task Tts_WithoutTheToken_IsRefused(string path)
    {
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.Stranger.PostAsync(path, Json("""{"text": "hi"}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        engine.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/tts")]
    [InlineData("/api/tts/stream")]
    public async Task Tts_WhoseEngineFailsBeforeAnySound_IsAProblem(string path)
    {
        engine.BeforeChunk = (_, _, _) => throw new SynthesisException("engine-missing", "Install it.");
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync(path, """{"text": "hi", "stream": true}""");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:synthesis-failed");
        problem.GetProperty("detail").GetString().ShouldBe("engine-missing: Install it.");
    }

    [Fact]
    public async Task Tts_Whole_WhoseEngineFailsMidway_IsAProblemAndNoHalfFile()
    {
        engine.BeforeChunk = (_, index, _) => index == 2 ? throw new SynthesisException("engine-failed", "It broke.") : default;
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", """{"text": "hi"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Tts_Streamed_WhoseEngineFailsMidway_DoesNotLookWhole()
    {
        engine.BeforeChunk = (_, index, _) => index == 2 ? throw new SynthesisException("engine-failed", "It broke.") : default;
        await using var host = await SpeechHost.StartAsync(engine);

        var reading = async () =>
        {
            using var response = await host.PostAsync("/api/tts", """{"text": "hi", "stream": true}""");
        };

        await reading.ShouldThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task Tts_OfATextWithNothingToSay_SaysSo()
    {
        engine.WordDuration = TimeSpan.Zero;
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", """{"text": "…"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ApiHost.ReadAsync(response)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:nothing-to-say");
    }

    [Fact]
    public async Task TtsStream_TellsStartAudioMetricsAndEnd_AndTheSumsAreRight()
    {
        const string text = "one two three four five six";
        engine.TellsProgress = true;
        await using var host = await SpeechHost.StartAsync(engine);

        var events = await ReadEventsAsync(host, $$"""{"text": "{{text}}"}""");

        events[0].Event.ShouldBe("start");
        events[0].Data.GetRawText().ShouldBe("""{"sampleRate":48000,"channels":1,"format":"s16le","voice":"fake:one","engine":"fake"}""");
        var audio = events.Where(found => found.Event == "audio").Select(found => found.Data).ToList();
        audio.Select(piece => piece.GetProperty("sequence").GetInt32()).ShouldBe(Enumerable.Range(0, audio.Count));
        var pcm = audio.SelectMany(piece => piece.GetProperty("pcm").GetBytesFromBase64()).ToArray();
        pcm.ShouldBe(SpeechHost.Pcm(engine, text));
        ShouldCover(audio, text);
        var metrics = events[^2].Data;
        events[^2].Event.ShouldBe("metrics");
        metrics.GetProperty("audioMs").GetDouble().ShouldBe(pcm.Length / 96.0);
        metrics.GetProperty("rtf").GetDouble().ShouldBe(metrics.GetProperty("synthMs").GetDouble() / metrics.GetProperty("audioMs").GetDouble(), 0.001);
        metrics.GetProperty("ttfaMs").GetDouble().ShouldBeLessThanOrEqualTo(metrics.GetProperty("synthMs").GetDouble());
        metrics.GetProperty("engine").GetString().ShouldBe("fake");
        metrics.GetProperty("nfeStep").ValueKind.ShouldBe(JsonValueKind.Null);
        (events[^1].Event, events[^1].Data.GetRawText()).ShouldBe(("end", "{}"));
    }

    [Fact]
    public async Task TtsStream_OfAnEngineThatDoesNotTellHowFarItCame_CoversTheTextAllTheSame()
    {
        await using var host = await SpeechHost.StartAsync(engine);

        var events = await ReadEventsAsync(host, """{"text": "Grüße, 你好世界 and\n😀 more"}""");

        ShouldCover([.. events.Where(found => found.Event == "audio").Select(found => found.Data)], "Grüße, 你好世界 and\n😀 more");
    }

    [Fact]
    public async Task TtsStream_WhoseEngineFailsMidway_EndsWithTheError()
    {
        engine.BeforeChunk = (_, index, _) => index == 2 ? throw new SynthesisException("engine-failed", "It broke.") : default;
        await using var host = await SpeechHost.StartAsync(engine);

        var events = await ReadEventsAsync(host, """{"text": "hi"}""");

        events.Select(found => found.Event).ShouldBe(["start", "audio", "audio", "error"]);
        events[^1].Data.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:synthesis-failed");
    }

    [Fact]
    public async Task TtsStream_OfAPieceThatIsLong_IsSentInSmallOnes()
    {
        engine.ChunkDuration = TimeSpan.FromSeconds(2);
        await using var host = await SpeechHost.StartAsync(engine);

        var events = await ReadEventsAsync(host, """{"text": "one two three four five six seven eight"}""");

        var sizes = events.Where(found => found.Event == "audio").Select(found => found.Data.GetProperty("pcm").GetBytesFromBase64().Length);
        sizes.ShouldBe([48_000, 48_000, 48_000, 48_000]);
    }

    private static void ShouldCover(IReadOnlyList<JsonElement> audio, string text)
    {
        var at = 0;
        foreach (var piece in audio)
        {
            piece.GetProperty("textStart").GetInt32().ShouldBe(at);
            at = piece.GetProperty("textEnd").GetInt32();
            at.ShouldBeGreaterThanOrEqualTo(piece.GetProperty("textStart").GetInt32());
        }

        at.ShouldBe(text.Length);
    }

    private static async Task<List<SseEvent>> ReadEventsAsync(ApiHost host, string body)
    {
        using var response = await host.PostAsync("/api/tts/stream", body);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        var events = new List<SseEvent>();
        foreach (var block in (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n');
            lines.Length.ShouldBe(2);
            using var document = JsonDocument.Parse(lines[1]["data: ".Length..]);
            events.Add(new SseEvent(0, lines[0]["event: ".Length..], document.RootElement.Clone()));
        }

        return events;
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).ShouldHaveSingleItem();

    private static double Number(HttpResponseMessage response, string name) => double.Parse(Header(response, name), CultureInfo.InvariantCulture);
}
