using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Speech;

namespace IShowTts.EndToEnd.Tests.OpenAi;

/// <summary>The real npm client against the real worker.</summary>
public sealed class OpenAiClientTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly string output = Directory.CreateTempSubdirectory("ishowtts-openai-").FullName;

    public void Dispose() => Directory.Delete(output, recursive: true);

    [SkippableFact]
    public async Task OpenAisOwnClient_SpeaksWithTheWorker()
    {
        var modules = Path.Combine(SharedData.RepositoryRoot, "artifacts", "openai");
        Skip.IfNot(File.Exists(Path.Combine(modules, "fetched")), "OpenAI's npm client is not here; eng/setup.sh --tests fetches it.");
        await using var worker = await WorkerFixture.StartAsync();
        var hasFfmpeg = worker.Get<FfmpegProgram>().Find() is not null;

        var told = await RunAsync(worker, modules, hasFfmpeg ? "wav,pcm,mp3,opus,aac,flac" : "wav,pcm");

        var expected = await SpeakAsync(worker);
        (await File.ReadAllBytesAsync(Path.Combine(output, "wav")))[44..].ShouldBe(expected);
        (await File.ReadAllBytesAsync(Path.Combine(output, "sse")))[44..].ShouldBe(expected);
        ((double)new FileInfo(Path.Combine(output, "pcm")).Length).ShouldBe(expected.Length / 2.0, 2);
        ShouldBeWhatTheirNamesSay(told.GetProperty("formats"), hasFfmpeg);
        told.GetProperty("types").EnumerateArray().Select(type => type.GetString()).Distinct().ShouldBe(["speech.audio.delta", "speech.audio.done"]);
        told.GetProperty("usage").GetProperty("input_tokens").GetInt32().ShouldBe("one two three four".Length);
        told.GetProperty("models").EnumerateArray().Select(model => model.GetString()).ShouldContain("fake");
        told.GetProperty("model").GetString().ShouldBe("tts-1");
        told.GetProperty("voices").GetArrayLength().ShouldBeGreaterThan(0);
        told.GetProperty("unknownModel").GetRawText().ShouldBe("""{"name":"NotFoundError","status":404,"code":"model_not_found","param":"model","type":"invalid_request_error"}""");
        told.GetProperty("unknownVoice").GetRawText().ShouldBe("""{"name":"BadRequestError","status":400,"code":"invalid_body","param":"voice","type":"invalid_request_error"}""");
        told.GetProperty("wrongKey").GetRawText().ShouldBe("""{"name":"AuthenticationError","status":401,"code":"invalid_api_key","param":null,"type":"invalid_request_error"}""");
    }

    private void ShouldBeWhatTheirNamesSay(JsonElement formats, bool hasFfmpeg)
    {
        formats.GetProperty("wav").GetString().ShouldBe("audio/wav");
        if (!hasFfmpeg)
        {
            return;
        }

        formats.GetProperty("mp3").GetString().ShouldBe("audio/mpeg");
        Start("opus", 4).ShouldBe("OggS"u8.ToArray());
        Start("flac", 4).ShouldBe("fLaC"u8.ToArray());
        (Start("aac", 2)[1] & 0xF0).ShouldBe(0xF0);
        (Start("mp3", 2)[0] is 0xFF or (byte)'I').ShouldBeTrue();
    }

    private byte[] Start(string format, int bytes)
    {
        using var file = File.OpenRead(Path.Combine(output, format));
        var start = new byte[bytes];
        file.ReadExactly(start);
        return start;
    }

    /// <summary>The samples that our own route gives for the same text.</summary>
    private static async Task<byte[]> SpeakAsync(WorkerFixture worker)
    {
        using var client = new HttpClient { BaseAddress = worker.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", worker.Get<ApiToken>().Value);
        using var response = await client.PostAsJsonAsync("/api/tts", new { text = "one two three four", format = "pcm" });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task<JsonElement> RunAsync(WorkerFixture worker, string modules, string formats)
    {
        var script = Path.Combine(SharedData.RepositoryRoot, "tests", "EndToEnd.Tests", "OpenAi", "client.mjs");
        var start = new ProcessStartInfo("node", [script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["MODULES"] = modules,
                ["BASE_URL"] = new Uri(worker.BaseAddress, "v1").ToString(),
                ["API_KEY"] = worker.Get<ApiToken>().Value,
                ["OUTPUT"] = output,
                ["FORMATS"] = formats,
                ["NO_PROXY"] = "*",
            },
        };
        using var node = Start(start);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var errors = node.StandardError.ReadToEndAsync(limit.Token);
            var told = await node.StandardOutput.ReadToEndAsync(limit.Token);
            await node.WaitForExitAsync(limit.Token);
            node.ExitCode.ShouldBe(0, await errors);
            using var document = JsonDocument.Parse(told);
            return document.RootElement.Clone();
        }
        finally
        {
            node.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        var isThere = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            isThere = false;
        }

        Skip.IfNot(isThere, "node is not installed; the test speaks through OpenAI's npm client.");
        throw new UnreachableException();
    }
}
