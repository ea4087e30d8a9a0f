using IShowTts.TestKit.Audio;
using IShowTts.TestKit.Hosting;
using IShowTts.Tts.Audio;
using IShowTts.Worker.Queue;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>A voice from a clip, and a voice for a viewer.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardVoicesTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    private const int Rate = 24_000;

    [SkippableFact]
    public async Task Clip_UploadedWithTranscriptAndConsent_BecomesAVoiceThatCanBeRemoved()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "voices");

        await FillAsync(dashboard.Page, "ana", Sound());
        await dashboard.Button("Upload").ClickAsync();

        await dashboard.SeeAsync(".told", "ana is ready");
        var row = dashboard.Page.Locator(".voices .row", new() { HasText = "Ana agreed by mail" });
        await row.WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Really remove" }).ClickAsync();
        await dashboard.SeeGoneAsync(".voices .row", "Ana agreed by mail");
    }

    [SkippableFact]
    public async Task Clip_ThatIsNoRecording_IsRefusedWithTheReason()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "voices");
        var before = await dashboard.Page.Locator(".voices .row").CountAsync();

        await FillAsync(dashboard.Page, "ana", "<script>alert(1)</script>"u8.ToArray());
        await dashboard.Button("Upload").ClickAsync();

        await dashboard.SeeAsync(".told .error");
        (await dashboard.Page.Locator(".voices .row").CountAsync()).ShouldBe(before);
    }

    [SkippableFact]
    public async Task Viewer_GivenANameThenIgnored_CountsForTheNextMessage()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "voices");
        await dashboard.Page.GetByLabel("Login of a viewer").FillAsync("ann");
        await dashboard.Page.Keyboard.PressAsync("Enter");

        await dashboard.Page.GetByLabel("Name to read for ann").FillAsync("Annie");
        await dashboard.Page.Keyboard.PressAsync("Tab");
        await dashboard.SeeAsync(".toast", "Saved for ann");
        worker.Source.Give(Chat.Message("m1", "ann", "hello there"));
        (await worker.WaitAsync("m1", UtteranceState.Heard)).SpokenText.ShouldContain("Annie");
        // Not CheckAsync: it looks at once, while the list that is read for the name may still come.
        await dashboard.Page.GetByLabel("Ignore ann").ClickAsync();
        await dashboard.Page.Locator(".toast", new() { HasText = "Saved for ann" }).Nth(1).WaitForAsync();
        await dashboard.Page.Locator("input[aria-label='Ignore ann']:checked").WaitForAsync();
        worker.Source.Give(Chat.Message("m2", "ann", "hello again"));

        worker.Source.Give(Chat.Message("m3", "bob", "hello as well"));
        await worker.WaitAsync("m3", UtteranceState.Heard);
        (await worker.Queue.ListAsync(new UtteranceQuery(null, 10, null), CancellationToken.None)).ShouldNotContain(one => one.EventId == "m2");
    }

    [SkippableFact]
    public async Task Viewer_GivenAnotherVoice_IsHeardInIt()
    {
        using var voices = new TwoVoices();
        await using var worker = await WorkerFixture.StartAsync(voices.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "voices");
        await dashboard.SeeAsync(".voices .row", "high");
        await dashboard.Page.GetByLabel("Login of a viewer").FillAsync("@Ann");
        await dashboard.Page.Keyboard.PressAsync("Enter");

        await dashboard.Page.GetByLabel("Voice of ann").SelectOptionAsync("high");
        await dashboard.SeeAsync(".toast", "Saved for ann");
        worker.Source.Give(Chat.Message("m1", "ann", "my own voice"));
        worker.Source.Give(Chat.Message("m2", "bob", "the usual voice"));

        (await worker.WaitAsync("m1", UtteranceState.Heard)).Voice.ShouldBe("high");
        (await worker.WaitAsync("m2", UtteranceState.Heard)).Voice.ShouldBe("low");
        worker.Engine.Requests.Single(request => request.Text.Contains("my own voice", StringComparison.Ordinal)).Voice.EngineVoice.ShouldBe("two");
        using var client = new HttpClient { BaseAddress = worker.BaseAddress };
        (await client.GetStringAsync("/api/viewers")).ShouldContain("\"voice\":\"high\"");
        await dashboard.Button("Remove: ann").ClickAsync();
        await dashboard.SeeAsync(".toast", "Settings of ann removed");
        worker.Source.Give(Chat.Message("m3", "ann", "the usual voice again"));
        (await worker.WaitAsync("m3", UtteranceState.Heard)).Voice.ShouldBe("low");
    }

    [SkippableFact]
    public async Task Clip_PlayedHere_IsOneAtATimeAndCanBeStopped()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenBlankAsync(Browsers);
        await dashboard.Page.AddInitScriptAsync("window.clips = []; window.Audio = class extends Audio { constructor(address) { super(address); window.clips.push(this); } };");
        await dashboard.Page.GotoAsync(new Uri(worker.BaseAddress, "/#voices").ToString());
        await dashboard.SignInAsync(worker);
        await FillAsync(dashboard.Page, "ana", Sound());
        await dashboard.Button("Upload").ClickAsync();

        await dashboard.Button("Play the clip: ana").ClickAsync();
        await dashboard.SeeAsync(".player", "Play the clip: ana");
        await dashboard.Page.WaitForFunctionAsync("() => window.clips[0].currentTime > 0");
        await dashboard.Button("Play the clip: ana").ClickAsync();
        await dashboard.Page.WaitForFunctionAsync("() => window.clips.length === 2 && window.clips[0].paused && window.clips[1].currentTime > 0");
        await dashboard.Button("Stop", ".player").ClickAsync();

        await dashboard.SeeGoneAsync(".player");
        (await dashboard.Page.EvaluateAsync<bool>("() => window.clips.every(clip => clip.paused)")).ShouldBeTrue();
        (await dashboard.Page.Locator(".toast.error").CountAsync()).ShouldBe(0);
    }

    private static async Task FillAsync(IPage page, string name, byte[] clip)
    {
        await page.Locator(".voices .row").First.WaitForAsync();
        await page.Locator("input[name=name]").FillAsync(name);
        await page.Locator("input[name=clip]").SetInputFilesAsync(new FilePayload { Name = "../../clip.wav", MimeType = "audio/wav", Buffer = clip });
        await page.Locator("textarea[name=transcript]").FillAsync("Hello chat, this is how I sound on a good day.");
        await page.Locator("input[name=consent]").FillAsync("Ana agreed by mail on 2 March.");
    }

    private static byte[] Sound()
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, new AudioFormat(Rate, 1), WavSampleFormat.Pcm16, leaveOpen: true))
        {
            writer.Write(ToneGenerator.Sine(Rate, 220, 4, 0.3));
        }

        return stream.ToArray();
    }
}
