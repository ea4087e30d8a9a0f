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
        await dashboard.Page.GetByLabel("Ignore ann").CheckAsync();
        await dashboard.Page.Locator(".toast", new() { HasText = "Saved for ann" }).Nth(1).WaitForAsync();
        worker.Source.Give(Chat.Message("m2", "ann", "hello again"));

        worker.Source.Give(Chat.Message("m3", "bob", "hello as well"));
        await worker.WaitAsync("m3", UtteranceState.Heard);
        (await worker.Queue.ListAsync(new UtteranceQuery(null, 10, null), CancellationToken.None)).ShouldNotContain(one => one.EventId == "m2");
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
        using (var writer = new WavWriter(stream, new AudioFormat(Rate, 1), WavSampleFormat.Int16, leaveOpen: true))
        {
            writer.Write(ToneGenerator.Sine(Rate, 220, 4, 0.3));
        }

        return stream.ToArray();
    }
}
