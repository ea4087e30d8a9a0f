using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Api;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Api.Security;

namespace IShowTts.Worker.Tests.Api.Voices;

/// <summary>Uploading, listening to and removing voices of the real worker.</summary>
public sealed class VoiceEndpointsTests : IAsyncLifetime, IDisposable
{
    // The stand-in engine does not read the voices files: the test tells it what it has.
    private static readonly Voice One = new("f5:one", "f5", "one", "en");
    private static readonly Voice Ann = new("f5:ann", "f5", "ann", "en");

    private readonly FakeSynthesizer engine = new() { Engine = "f5", Voices = [One] };
    private WorkerFixture worker = null!;
    private HttpClient client = null!;

    private string Folder => worker.Get<DataDirectory>().VoicesFolder;

    public async Task InitializeAsync()
    {
        worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Engine = engine, Configuration = Default("f5:one") });
        client = NewClient(worker);
    }

    public Task DisposeAsync() => worker.DisposeAsync().AsTask();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Upload_OfAGoodClip_SpeaksAtOnceAndKeepsTheConsent()
    {
        using var response = await UploadAsync("ann", Clips.Sound());

        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var voice = await ApiHost.ReadAsync(response);
        (voice.GetProperty("name").GetString(), voice.GetProperty("isUploaded").GetBoolean(), voice.GetProperty("isCloned").GetBoolean()).ShouldBe(("ann", true, true));
        var listed = (await ListAsync())["ann"];
        (listed.GetProperty("consent").GetString(), listed.GetProperty("uploadedBy").GetString()).ShouldBe(("This is my own voice.", "api"));
        listed.GetProperty("uploadedAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        engine.Voices = [One, Ann];
        await worker.Control.SayAsync(new SayRequest("hello there", "ann"), new Actor("test", "test"), CancellationToken.None);
        await HeardAsync(1);
        engine.Requests[^1].Voice.Name.ShouldBe("ann");
        (await File.ReadAllTextAsync(worker.Get<DataDirectory>().AuditFile)).ShouldContain("add-voice");
    }

    [Fact]
    public async Task Upload_OfAClip_IsStoredInOurOwnEncodingForItsUserOnly()
    {
        var clip = Clips.Sound();
        byte[] withPayload = [.. clip, .. "<script>alert(1)</script>"u8];

        using var response = await UploadAsync("ann", withPayload, fileName: "../../../../etc/evil.wav");

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var stored = Directory.GetFiles(Folder, "*.wav").ShouldHaveSingleItem();
        Path.GetFileNameWithoutExtension(stored).Length.ShouldBe(32);
        (await File.ReadAllBytesAsync(stored)).ShouldBe(clip);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(stored).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var heard = await client.GetAsync("/api/voices/ann/clip");
        heard.Content.Headers.ContentType!.MediaType.ShouldBe("audio/wav");
        (await heard.Content.ReadAsByteArrayAsync()).ShouldBe(clip);
        Directory.GetFiles(Folder, "*.tmp").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zip", "Convert it to WAV")]
    [InlineData("empty", "no WAV file")]
    [InlineData("zeros", "no WAV file")]
    [InlineData("silence", "Record 3 to 12 s")]
    [InlineData("truncated", "ends before the audio")]
    [InlineData("header-only", "ends before the audio")]
    [InlineData("rate-zero", "sample rate is 0")]
    [InlineData("rate-four-billion", "sample rate is 4294967295")]
    [InlineData("channels-64", "64 channels")]
    [InlineData("giant-data", "ends before the audio")]
    [InlineData("giant-format", "WAV file")]
    [InlineData("too-short", "Record more")]
    [InlineData("too-long", "longer than 30 s")]
    public async Task Upload_OfAHostileClip_IsRejectedWithTheReasonAndLeavesNothing(string kind, string reason)
    {
        using var response = await UploadAsync("ann", Clips.Hostile(kind));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:clip-rejected");
        problem.GetProperty("errors").EnumerateArray().Single(error => error.GetProperty("key").GetString() == "clip").GetProperty("message").GetString()!.ShouldContain(reason);
        Directory.EnumerateFiles(Folder).ShouldBeEmpty();
        (await ListAsync()).Keys.ShouldNotContain("ann");
    }

    [Fact]
    public async Task Upload_WithSeveralMistakes_TellsAllOfThem()
    {
        using var response = await UploadAsync("../ann", Clips.Sound(), transcript: "", consent: "yes", language: "<b>");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ApiHost.ReadAsync(response)).GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("key").GetString()).ShouldBe(["name", "language", "transcript", "consent"]);
    }

    [Theory]
    [InlineData("hi")]
    [InlineData("This transcript says far more than anybody could ever say in so little time, and it goes on and on, for a long while, with many more words than the four seconds of the clip could ever hold, whoever speaks them.")]
    public async Task Upload_WithATranscriptThatCannotBelongToIt_IsRejected(string transcript)
    {
        using var response = await UploadAsync("ann", Clips.Sound(seconds: 4), transcript: transcript);

        (await ApiHost.ReadAsync(response)).GetProperty("errors").EnumerateArray().Single().GetProperty("key").GetString().ShouldBe("transcript");
    }

    [Fact]
    public async Task Upload_LongerThanWhatIsImitated_SaysWhichPartIs()
    {
        using var response = await UploadAsync("ann", Clips.Sound(seconds: 20), transcript: string.Join(' ', Enumerable.Repeat(Clips.Transcript, 3)));

        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        (await ApiHost.ReadAsync(response)).GetProperty("problems")[0].GetString()!.ShouldContain("are imitated");
    }

    [Fact]
    public async Task Upload_BeyondTheMostVoices_IsRejectedUntilOneIsRemoved()
    {
        (await UploadAsync("ann", Clips.Sound())).Dispose();
        var file = Path.Combine(Folder, "voices.json");
        var stored = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var voices = stored["voices"]!.AsArray();
        for (var i = 1; i < UploadedVoices.MaxVoices; i++)
        {
            var other = voices[0]!.DeepClone();
            other["name"] = $"voice{i}";
            other["clip"] = $"{i:x32}.wav";
            voices.Add(other);
        }

        await File.WriteAllTextAsync(file, stored.ToJsonString());

        using var beyond = await UploadAsync("bob", Clips.Sound());
        using var removed = await client.DeleteAsync("/api/voices/voice1");
        using var again = await UploadAsync("bob", Clips.Sound());

        beyond.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await beyond.Content.ReadAsStringAsync()).ShouldContain($"There are {UploadedVoices.MaxVoices} uploaded voices already, the most. Remove one first.");
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        again.StatusCode.ShouldBe(HttpStatusCode.Created, await again.Content.ReadAsStringAsync());
        Directory.GetFiles(Folder, "*.wav").Length.ShouldBe(2, "nothing of the refused one stays");
    }

    [Fact]
    public async Task Upload_ThatTakesTooLong_IsCutAndLeavesNothing()
    {
        await using var impatient = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Engine = engine, Configuration = new Dictionary<string, string?>(Default("f5:one")) { ["Api:MaxUploadSeconds"] = "1" } });
        using var slow = await RawClient.ConnectAsync(impatient.BaseAddress);

        await slow.SendAsync($"POST /api/voices HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {impatient.Get<ApiToken>().Value}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"clip\"\r\n\r\nRIFF");
        var answer = await slow.ReadToEndAsync();

        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("urn:ishowtts:problem:upload-too-slow");
        answer.ShouldContain("Api:MaxUploadSeconds");
        Directory.EnumerateFiles(impatient.Get<DataDirectory>().VoicesFolder).ShouldBeEmpty();
        using var form = Form("ann", Clips.Sound());
        using var other = NewClient(impatient);
        using var next = await other.PostAsync("/api/voices", form);
        next.StatusCode.ShouldBe(HttpStatusCode.Created, "its place is free again");
    }

    [Fact]
    public async Task Upload_OfATakenName_IsRejectedWhateverTheCase()
    {
        (await UploadAsync("ann", Clips.Sound())).Dispose();

        foreach (var name in (string[])["ANN", "en-us", "one"])
        {
            using var response = await UploadAsync(name, Clips.Sound());

            (await ApiHost.ReadAsync(response)).GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("already", Case.Sensitive, name);
        }
    }

    [Fact]
    public async Task Upload_OfManyAtOnce_KeepsEachNameOnce()
    {
        var answers = new List<HttpStatusCode>();
        await Parallel.ForAsync(0, 8, async (_, _) =>
        {
            using var response = await UploadAsync("ann", Clips.Sound());
            lock (answers)
            {
                answers.Add(response.StatusCode);
            }
        });

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(status => status == HttpStatusCode.Created || status == HttpStatusCode.UnprocessableEntity || status == HttpStatusCode.TooManyRequests);
        Directory.GetFiles(Folder, "*.wav").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Upload_WhileTwoOthersAreOnTheirWay_IsAskedToComeAgainAndThenTaken()
    {
        using var one = await RawClient.ConnectAsync(worker.BaseAddress);
        using var two = await RawClient.ConnectAsync(worker.BaseAddress);
        var (restOfOne, restOfTwo) = (await BeginUploadAsync(one, "first"), await BeginUploadAsync(two, "second"));

        using var third = await UploadAsync("ann", Clips.Sound());
        await one.SendAsync(restOfOne);
        await two.SendAsync(restOfTwo);
        string[] answers = [await one.ReadToEndAsync(), await two.ReadToEndAsync()];
        using var again = await UploadAsync("ann", Clips.Sound());

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await ApiHost.ReadAsync(third)).GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:too-many-uploads");
        answers.ShouldAllBe(static answer => answer.StartsWith("HTTP/1.1 201 ", StringComparison.Ordinal));
        again.StatusCode.ShouldBe(HttpStatusCode.Created, "their places are free again");
    }

    [Fact]
    public async Task Upload_LargerThanTheLimit_IsRefused()
    {
        using var response = await UploadAsync("ann", new byte[11 << 20]);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Api:MaxClipBytes");
    }

    [Theory]
    [InlineData("no-clip", HttpStatusCode.BadRequest)]
    [InlineData("unknown-field", HttpStatusCode.BadRequest)]
    [InlineData("twice", HttpStatusCode.BadRequest)]
    [InlineData("huge-field", HttpStatusCode.BadRequest)]
    [InlineData("cut", HttpStatusCode.BadRequest)]
    [InlineData("json", HttpStatusCode.UnsupportedMediaType)]
    public async Task Upload_OfABrokenForm_IsRefused(string kind, HttpStatusCode expected)
    {
        using var content = Broken(kind);
        using var response = await client.PostAsync("/api/voices", content);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Upload_WithoutTheToken_IsRefused()
    {
        client.DefaultRequestHeaders.Authorization = null;

        using var upload = await UploadAsync("ann", Clips.Sound());
        using var listen = await client.GetAsync("/api/voices/ann/clip");

        (upload.StatusCode, listen.StatusCode).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Removal_OfAVoiceInUse_FallsBackToTheDefaultVoice()
    {
        (await UploadAsync("ann", Clips.Sound())).Dispose();
        engine.Voices = [One, Ann];
        await worker.Control.SayAsync(new SayRequest("first words", "ann"), new Actor("test", "test"), CancellationToken.None);
        await HeardAsync(1);

        using var removed = await client.DeleteAsync("/api/voices/ann");
        engine.Voices = [One];
        await worker.Control.SayAsync(new SayRequest("later words", "ann"), new Actor("test", "test"), CancellationToken.None);
        await HeardAsync(2);

        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        engine.Requests.Where(request => !request.IsCalibration && request.Text.Contains("words", StringComparison.Ordinal)).Select(request => request.Voice.Name).ShouldBe(["ann", "f5:one"]);
        Directory.GetFiles(Folder, "*.wav").ShouldBeEmpty();
        (await File.ReadAllTextAsync(worker.Get<DataDirectory>().AuditFile)).ShouldContain("remove-voice");
    }

    [Theory]
    [InlineData("nobody", HttpStatusCode.NotFound)]
    [InlineData("en-us", HttpStatusCode.Conflict)]
    [InlineData("..%2F..%2Ftoken", HttpStatusCode.NotFound)]
    public async Task Removal_OfAVoiceThatWasNotUploaded_IsRefused(string name, HttpStatusCode expected)
    {
        using var response = await client.DeleteAsync($"/api/voices/{name}");

        response.StatusCode.ShouldBe(expected);
        File.Exists(worker.Get<DataDirectory>().TokenFile).ShouldBeTrue();
    }

    [Fact]
    public async Task Removal_OfTheDefaultVoice_IsRefusedAndARestartStillKnowsIt()
    {
        (await UploadAsync("ann", Clips.Sound())).Dispose();
        var directory = worker.Directory;

        await using var next = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Engine = new FakeSynthesizer { Engine = "f5" }, Configuration = Default("ann", directory) });
        using var other = NewClient(next);
        using var response = await other.DeleteAsync("/api/voices/ann");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        next.Get<VoiceCatalog>().Default.IsUploaded.ShouldBeTrue();
    }

    [Fact]
    public async Task Uploads_WhoseFileIsDamaged_AreNotWrittenOver()
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, "voices.json");
        await File.WriteAllTextAsync(file, "{ damaged");

        using var response = await UploadAsync("ann", Clips.Sound());

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldContain("voices.json");
        (await File.ReadAllTextAsync(file)).ShouldBe("{ damaged");
        Directory.GetFiles(Folder).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Upload_WithoutAModel_IsTakenAndSaysTheCommand()
    {
        await using var real = await WorkerFixture.StartAsync(new WorkerFixtureSettings { KeepEngines = true });
        using var own = NewClient(real);
        using var form = Form("ann", Clips.Sound());

        using var response = await own.PostAsync("/api/voices", form);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await ApiHost.ReadAsync(response)).GetProperty("problems").EnumerateArray().ShouldContain(problem => problem.GetString()!.Contains("ishowtts models convert f5", StringComparison.Ordinal));
    }

    private static Dictionary<string, string?> Default(string voice, string? data = null) => data is null
        ? new() { ["Voices:Default"] = voice }
        : new() { ["Voices:Default"] = voice, ["Voices:UploadsFolder"] = new DataDirectory(data).VoicesFolder };

    private static HttpClient NewClient(WorkerFixture worker)
    {
        var made = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = worker.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        made.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(worker.Get<DataDirectory>().TokenFile).Trim());
        return made;
    }

    /// <summary>Sends the head of an upload; the worker asks for its body only when it has a place for it.</summary>
    /// <returns>The body.</returns>
    private async Task<string> BeginUploadAsync(RawClient raw, string name)
    {
        using var form = Form(name, Clips.Sound());
        var body = Encoding.Latin1.GetString(await form.ReadAsByteArrayAsync());
        await raw.SendAsync($"POST /api/voices HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {worker.Get<ApiToken>().Value}\r\nContent-Type: {form.Headers.ContentType}\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        (await raw.ReadHeadAsync()).ShouldStartWith("HTTP/1.1 100 ");
        return body;
    }

    private static MultipartFormDataContent Form(string name, byte[] clip, string transcript = Clips.Transcript, string consent = "This is my own voice.", string language = "en-US", string fileName = "clip.wav") => new()
    {
        { new StringContent(name), "name" },
        { new StringContent(language), "language" },
        { new StringContent(transcript), "transcript" },
        { new StringContent(consent), "consent" },
        { new ByteArrayContent(clip), "clip", fileName },
    };

    private static HttpContent Broken(string kind)
    {
        var form = Form("ann", Clips.Sound());
        switch (kind)
        {
            case "no-clip": return new MultipartFormDataContent { { new StringContent("ann"), "name" } };
            case "unknown-field":
                form.Add(new StringContent("x"), "password");
                return form;
            case "twice":
                form.Add(new StringContent("bob"), "name");
                return form;
            case "huge-field": return new MultipartFormDataContent { { new StringContent(new string('x', 20_000)), "transcript" } };
            case "json": return new StringContent("{}", Encoding.UTF8, "application/json");
            default:
                var cut = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"clip\"\r\n\r\nRIFF"u8.ToArray());
                cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
                return cut;
        }
    }

    private async Task<HttpResponseMessage> UploadAsync(string name, byte[] clip, string transcript = Clips.Transcript, string consent = "This is my own voice.", string language = "en-US", string fileName = "clip.wav")
    {
        using var form = Form(name, clip, transcript, consent, language, fileName);
        return await client.PostAsync("/api/voices", form);
    }

    private async Task<Dictionary<string, JsonElement>> ListAsync()
    {
        using var response = await client.GetAsync("/api/voices");
        return (await ApiHost.ReadAsync(response)).EnumerateArray().ToDictionary(voice => voice.GetProperty("name").GetString()!, voice => voice.Clone());
    }

    private async Task HeardAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var heard = 0;
        await foreach (var transition in worker.Queue.WatchAsync(0, limit.Token))
        {
            transition.Utterance.State.ShouldNotBeOneOf([UtteranceState.Failed, UtteranceState.Rejected, UtteranceState.Expired, UtteranceState.Cancelled], transition.Utterance.Reason?.ToString());
            if (transition.Utterance.State == UtteranceState.Heard && transition.From != UtteranceState.Heard && ++heard == count)
            {
                return;
            }
        }
    }
}
