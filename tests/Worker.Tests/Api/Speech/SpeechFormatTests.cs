using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Api.Speech;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Api.Speech;

public sealed class SpeechFormatTests : IAsyncDisposable
{
    private const string Text = "one two three four";
    private readonly FakeSynthesizer engine = new();
    private readonly StandInFfmpeg standIn = new();

    public ValueTask DisposeAsync()
    {
        standIn.Dispose();
        return engine.DisposeAsync();
    }

    [SkippableTheory]
    [InlineData("mp3", "audio/mpeg", true)]
    [InlineData("mp3", "audio/mpeg", false)]
    [InlineData("opus", "audio/ogg", true)]
    [InlineData("opus", "audio/ogg", false)]
    [InlineData("aac", "audio/aac", true)]
    [InlineData("aac", "audio/aac", false)]
    public async Task Tts_InALossyFormat_SoundsLikeWhatTheEngineGave(string format, string mediaType, bool isStreamed)
    {
        StandInFfmpeg.Require();
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", $$"""{"text": "{{Text}}", "format": "{{format}}", "stream": {{(isStreamed ? "true" : "false")}}}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(mediaType);
        var encoded = await response.Content.ReadAsByteArrayAsync();
        response.Headers.TransferEncodingChunked.ShouldBe(isStreamed ? true : null);
        var expected = MemoryMarshal.Cast<byte, short>(SpeechHost.Pcm(engine, Text)).ToArray();
        encoded.Length.ShouldBeLessThan(expected.Length);
        var decoded = await StandInFfmpeg.DecodeAsync(encoded);
        Likeness(decoded, expected).ShouldBeGreaterThan(0.9);
    }

    [SkippableFact]
    public async Task Tts_AsFlac_IsExactlyWhatTheEngineGave()
    {
        StandInFfmpeg.Require();
        await using var host = await SpeechHost.StartAsync(engine);

        using var response = await host.PostAsync("/api/tts", $$"""{"text": "{{Text}}", "format": "flac"}""");

        response.Content.Headers.ContentType!.ToString().ShouldBe("audio/flac");
        var decoded = await StandInFfmpeg.DecodeAsync(await response.Content.ReadAsByteArrayAsync());
        decoded.ShouldBe(MemoryMarshal.Cast<byte, short>(SpeechHost.Pcm(engine, Text)).ToArray());
    }

    [SkippableFact]
    public async Task Tts_AsStreamedMp3_BeginsBeforeTheEngineIsDone()
    {
        StandInFfmpeg.Require();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.WordDuration = TimeSpan.FromSeconds(2);
        engine.BeforeChunk = async (_, index, token) => await (index == 80 ? goOn.Task.WaitAsync(token) : Task.CompletedTask);
        await using var host = await SpeechHost.StartAsync(engine);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tts")
        {
            Content = new StringContent("""{"text": "one two three four", "format": "mp3", "stream": true}""", System.Text.Encoding.UTF8, "application/json"),
        };

        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(new byte[4_096]);
        goOn.SetResult();

        await stream.CopyToAsync(Stream.Null);
    }

    [Theory]
    [InlineData("mp3")]
    [InlineData("opus")]
    [InlineData("aac")]
    [InlineData("flac")]
    public async Task Tts_WithoutFfmpeg_NamesTheCureAndAsksNoEngine(string format)
    {
        await using var host = await SpeechHost.StartAsync(engine, ("Api:Ffmpeg", "/nowhere/ffmpeg"));

        using var response = await host.PostAsync("/api/tts", $$"""{"text": "hi", "format": "{{format}}"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("type").GetString().ShouldBe("urn:ishowtts:problem:format-unavailable");
        problem.GetProperty("detail").GetString()!.ShouldContain("apt-get install ffmpeg");
        engine.Requests.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Tts_WhoseFfmpegFails_IsAProblemWithoutItsWords()
    {
        var program = standIn.Write("echo words of ffmpeg >&2; exit 3");
        await using var host = await SpeechHost.StartAsync(engine, ("Api:Ffmpeg", program));

        using var response = await host.PostAsync("/api/tts", """{"text": "hi", "format": "mp3"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldContain("urn:ishowtts:problem:encoding-failed");
        body.ShouldContain("libmp3lame");
        body.ShouldNotContain("words of ffmpeg");
    }

    [SkippableFact]
    public async Task Ffmpeg_IsToldNothingOfTheRequest()
    {
        var program = standIn.Write("cat >/dev/null; printf '%s ' \"$@\" >\"$out\"; echo >>\"$out\"; echo audio");
        await using var host = await SpeechHost.StartAsync(engine, ("Api:Ffmpeg", program));

        using var response = await host.PostAsync("/api/tts", """{"text": "$(id) -i /etc/passwd", "format": "mp3"}""");

        (await standIn.ReadAsync()).ShouldBe(string.Join(' ', SpeechFormats.FfmpegArguments(SpeechFormat.Mp3)));
        (await response.Content.ReadAsStringAsync()).ShouldBe("audio\n");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AClientThatLeaves_EndsItsFfmpeg(bool isStreamed)
    {
        var program = standIn.Write("echo $$ >\"$out\"; exec sleep 1000");
        await using var host = await SpeechHost.StartAsync(engine, ("Api:Ffmpeg", program));
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tts")
        {
            Content = new StringContent($$"""{"text": "hi", "format": "mp3", "stream": {{(isStreamed ? "true" : "false")}}}""", System.Text.Encoding.UTF8, "application/json"),
        };
        var asking = host.Client.SendAsync(request, leave.Token);
        using var process = Process.GetProcessById(int.Parse(await standIn.ReadAsync(), CultureInfo.InvariantCulture));

        await leave.CancelAsync();

        await asking.ShouldThrowAsync<OperationCanceledException>();
        using var limit = new CancellationTokenSource(SpeechHost.Limit);
        await process.WaitForExitAsync(limit.Token);
    }

    [SkippableFact]
    public async Task Ffmpeg_WhoseTimeIsOver_IsKilled()
    {
        var time = new FakeTimeProvider();
        var ffmpeg = FfmpegProcess.Start(standIn.Write("exec sleep 1000"), [], TimeSpan.FromSeconds(10), time);
        await using var encoder = new FfmpegEncoder(ffmpeg, SpeechFormat.Mp3, new BufferSink(), CancellationToken.None);
        var completing = encoder.CompleteAsync(CancellationToken.None).AsTask();

        time.Advance(TimeSpan.FromSeconds(10));

        (await completing.ShouldThrowAsync<SpeechEncodingException>()).Message.ShouldContain("took too long");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ffmpeg_AfterItsAnswer_LeavesNoPipeOpen(bool isComplete)
    {
        var ffmpeg = FfmpegProcess.Start(standIn.Write("exec cat"), [], TimeSpan.FromMinutes(1), TimeProvider.System);
        Microsoft.Win32.SafeHandles.SafePipeHandle[] pipes =
            [.. new[] { ffmpeg.Input, ffmpeg.Output, ffmpeg.Messages }.Select(pipe => ((System.IO.Pipes.PipeStream)pipe).SafePipeHandle)];
        pipes.ShouldAllBe(pipe => !pipe.IsClosed);

        await using (var encoder = new FfmpegEncoder(ffmpeg, SpeechFormat.Mp3, new BufferSink(), CancellationToken.None))
        {
            await encoder.WriteAsync(new float[4_800], CancellationToken.None);
            if (isComplete)
            {
                await encoder.CompleteAsync(CancellationToken.None).AsTask().WaitAsync(SpeechHost.Limit);
            }
        }

        pipes.ShouldAllBe(pipe => pipe.IsClosed);
    }

    [SkippableFact]
    public async Task Ffmpeg_WhoseReaderIsSlow_IsWaitedForAndLosesNothing()
    {
        var sink = new HeldSink();
        var ffmpeg = FfmpegProcess.Start(standIn.Write("exec cat"), [], TimeSpan.FromMinutes(1), TimeProvider.System);
        await using var encoder = new FfmpegEncoder(ffmpeg, SpeechFormat.Mp3, sink, CancellationToken.None);
        var samples = new float[4_800_000];

        var feeding = encoder.WriteAsync(samples, CancellationToken.None).AsTask();
        await sink.Entered.Task.WaitAsync(SpeechHost.Limit);

        feeding.IsCompleted.ShouldBeFalse();
        sink.GoOn.SetResult();
        await feeding.WaitAsync(SpeechHost.Limit);
        await encoder.CompleteAsync(CancellationToken.None).AsTask().WaitAsync(SpeechHost.Limit);
        sink.Bytes.ShouldBe(2L * samples.Length);
    }

    [SkippableFact]
    public async Task Ffmpeg_WhoseSinkFails_TellsTheSinksErrorAndEnds()
    {
        var sink = new HeldSink();
        var ffmpeg = FfmpegProcess.Start(standIn.Write("exec cat"), [], TimeSpan.FromMinutes(1), TimeProvider.System);
        await using var encoder = new FfmpegEncoder(ffmpeg, SpeechFormat.Mp3, sink, CancellationToken.None);
        var feeding = encoder.WriteAsync(new float[4_800_000], CancellationToken.None).AsTask();
        await sink.Entered.Task.WaitAsync(SpeechHost.Limit);

        sink.GoOn.SetException(new InvalidDataException("The sink broke."));

        (await feeding.WaitAsync(SpeechHost.Limit).ShouldThrowAsync<InvalidDataException>()).Message.ShouldBe("The sink broke.");
    }

    /// <summary>How alike two signals are at the best of the delays a codec may have, 0 to 1.</summary>
    private static double Likeness(short[] decoded, short[] expected)
    {
        var best = 0.0;
        for (var delay = 0; delay < 4_800; delay++)
        {
            double product = 0, left = 1, right = 1;
            for (var i = 0; i + delay < decoded.Length && i < expected.Length; i += 5)
            {
                double a = decoded[i + delay], b = expected[i];
                product += a * b;
                left += a * a;
                right += b * b;
            }

            best = Math.Max(best, product / Math.Sqrt(left * right));
        }

        return best;
    }
}
