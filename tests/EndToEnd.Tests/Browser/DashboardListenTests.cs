using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>What this browser really hears of a voice and of a message, sample by sample.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardListenTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    private const int Rate = 48_000;

    /// <summary>Samples over which the page lets sound begin and end: 8 ms.</summary>
    private const int Fade = 384;

    [SkippableTheory]
    [InlineData("low")]
    [InlineData("high")]
    public async Task Voice_ListenedTo_SoundsExactlyAsItIsSynthesized(string voice)
    {
        using var voices = new TwoVoices();
        await using var worker = await WorkerFixture.StartAsync(voices.Settings());
        await using var dashboard = await OpenTappedAsync(worker, "voices");

        await dashboard.Button($"Listen: {voice}").ClickAsync();
        await dashboard.SeeAsync(".player .muted", "RTF");
        await DashboardTap.PlayAsync(dashboard.Page);

        await dashboard.SeeGoneAsync(".player");
        worker.Engine.Requests[^1].Voice.EngineVoice.ShouldBe(voice == "low" ? "one" : "two");
        await ShouldBeHeardAsync(dashboard, worker, "Hello chat, this is how I sound.", voice);
    }

    [SkippableFact]
    public async Task Message_ListenedTo_HasNoClickAtTheBordersOfItsChunks()
    {
        // Chunks of lengths that fit nothing: 37 ms each, the page's fade is 8 ms.
        var engine = new FakeSynthesizer { ChunkDuration = TimeSpan.FromMilliseconds(37) };
        await using var worker = await WorkerFixture.StartAsync(new() { Engine = engine });
        await using var dashboard = await OpenTappedAsync(worker, "");
        worker.Source.Give(Chat.Message("m1", "ann", "one two three four five six"));
        await dashboard.SeeAsync(".past.heard .said", "one two three");

        await dashboard.Button("Listen here: ").First.ClickAsync();
        await dashboard.SeeAsync(".player .muted", "RTF");
        await DashboardTap.PlayAsync(dashboard.Page);

        await dashboard.SeeGoneAsync(".player");
        await ShouldBeHeardAsync(dashboard, worker, engine.Requests[^1].Text, "fake:one");
    }

    [SkippableFact]
    public async Task Listening_StoppedWhileItPlays_FadesOutAndEnds()
    {
        using var voices = new TwoVoices();
        await using var worker = await WorkerFixture.StartAsync(voices.Settings());
        await using var dashboard = await OpenTappedAsync(worker, "voices");
        await dashboard.Button("Listen: low").ClickAsync();
        await dashboard.SeeAsync(".player .muted", "RTF"); // all of it is here, and the page waits for the end of its sound
        await dashboard.Page.WaitForFunctionAsync("() => window.soundTap.ready");
        await dashboard.Page.EvaluateAsync("() => window.soundTap.contexts[0].resume()");
        await dashboard.Page.WaitForFunctionAsync("() => window.soundTap.frames > 12000");

        await dashboard.Button("Stop", ".player").ClickAsync();

        await dashboard.SeeGoneAsync(".player");
        await dashboard.Page.WaitForFunctionAsync("() => window.soundTap.closed === 1");
        var heard = await DashboardTap.HeardAsync(dashboard.Page);
        SteepestStep(heard).ShouldBeLessThan(0.06f);
    }

    private async Task<DashboardPage> OpenTappedAsync(WorkerFixture worker, string section)
    {
        var dashboard = await DashboardPage.OpenBlankAsync(Browsers, DashboardTap.Options);
        await DashboardTap.AddToAsync(dashboard.Page);
        await dashboard.Page.GotoAsync(new Uri(worker.BaseAddress, "/#" + section).ToString());
        await dashboard.SignInAsync(worker);
        return dashboard;
    }

    /// <summary>The sound of a text as the API gives it whole, let in and out over 8 ms, and nothing besides.</summary>
    private static async Task ShouldBeHeardAsync(DashboardPage dashboard, WorkerFixture worker, string text, string voice)
    {
        var expected = await SynthesizedAsync(worker, text, voice);
        for (var i = 0; i < Fade; i++)
        {
            expected[i] *= (i + 0.5f) / Fade;
        }

        (await DashboardTap.RatesAsync(dashboard.Page)).ShouldBe([Rate]);
        var heard = await DashboardTap.HeardAsync(dashboard.Page);
        var start = Array.FindIndex(heard, Sounds) - Array.FindIndex(expected, Sounds);
        start.ShouldBeGreaterThan(0);
        heard.Length.ShouldBeGreaterThan(start + expected.Length);
        var errors = expected.Select((sample, i) => Math.Abs(sample - heard[start + i])).ToArray();
        errors[..^Fade].Max().ShouldBeLessThan(1e-4f);
        errors[^Fade..].Zip(expected[^Fade..]).ShouldAllBe(pair => pair.First <= Math.Abs(pair.Second) + 1e-4f, "the end only gets quieter");
        heard[(start + expected.Length)..].ShouldAllBe(sample => sample == 0);
        SteepestStep(heard).ShouldBeLessThanOrEqualTo(SteepestStep(expected) + 1e-4f);
    }

    private static bool Sounds(float sample) => Math.Abs(sample) > 1e-7f;

    private static float SteepestStep(float[] samples) => samples.Zip(samples.Skip(1), static (one, next) => Math.Abs(next - one)).Max();

    private static async Task<float[]> SynthesizedAsync(WorkerFixture worker, string text, string voice)
    {
        using var client = new HttpClient { BaseAddress = worker.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await DashboardPage.TokenOfAsync(worker));
        using var answer = await client.PostAsJsonAsync("/api/tts", new { text, voice, format = "pcm" });
        answer.EnsureSuccessStatusCode();
        return [.. MemoryMarshal.Cast<byte, short>(await answer.Content.ReadAsByteArrayAsync()).ToArray().Select(static sample => sample / 32_768f)];
    }
}
