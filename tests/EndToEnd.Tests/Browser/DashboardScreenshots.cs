using IShowTts.Integrations.Events;
using IShowTts.TestKit;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Writes docs/screenshots anew when ISHOWTTS_SCREENSHOTS is set; else nothing.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardScreenshots(BrowserFixture browsers) : DashboardTest(browsers)
{
    private const int MaxBytes = 200_000;

    private static readonly (string Id, string Name, ViewerRoles Roles, string Text)[] s_chat =
    [
        ("c1", "pixel_pete", ViewerRoles.Everyone, "that boss fight was insane, how did you dodge that?"),
        ("c2", "StellaVT", ViewerRoles.Subscriber, "congrats on ten thousand followers!"),
        ("c3", "marble", ViewerRoles.Moderator, "chat, please be nice in there"),
        ("c4", "Tofu", ViewerRoles.Everyone, "can we get a hydrate check please"),
    ];

    [SkippableTheory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    public async Task Sections_AreKeptAsPictures(int width, ColorScheme colours)
    {
        Skip.If(Environment.GetEnvironmentVariable("ISHOWTTS_SCREENSHOTS") is null, "Set ISHOWTTS_SCREENSHOTS=1 to write docs/screenshots anew.");
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings(("Voices:Default", "en-us")) with { KeepEngines = true });
        await PlayAsync(worker);
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce };
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, options: options);
        worker.Source.Give(Chat.Bits("now", "BigTipper", 500, "greetings from rainy Hamburg, that last round was the best thing I have seen all week, take my bits for that clutch and keep it up"));
        worker.Source.Give(Chat.Redeemed("held", "new_viewer_22", 500, "please say happy birthday to my sister Ana, she watches every stream"));
        foreach (var (id, name, text) in new[] { ("w1", "GG_Gary", "what is the plan for tomorrow?"), ("w2", "Lumi", "the music is a bit loud today"), ("w3", "nightowl", "first time here, love the vibe"), ("w4", "kite", "one more round please") })
        {
            worker.Source.Give(Chat.Message(id, name, text));
        }

        await dashboard.SeeAsync(".now .wave path.base[d*='V']");
        await dashboard.SeeAsync(".now .level[aria-valuenow]:not([aria-valuenow='0'])");
        await dashboard.SeeAsync("[data-held]");
        await dashboard.SeeAsync(".turns .row:nth-child(2)");
        await dashboard.SeeAsync(".alarm.mild");
        await dashboard.SeeGoneAsync(".toast");
        await WriteAsync(dashboard.Page, "stream", width, colours);
        var isShort = (width == 1280) != (colours == ColorScheme.Dark);
        foreach (var (name, sign) in isShort ? [] : new[] { ("voices", ".voices .row"), ("filters", "#try-title"), ("health", ".thing"), ("settings", ".setting"), ("charts", ".u-wrap canvas") })
        {
            await dashboard.Page.Locator($".menu a[href='#{name}']").ClickAsync();
            await dashboard.SeeAsync(sign);
            if (name == "filters")
            {
                await dashboard.Page.GetByLabel("Sentence", new() { Exact = true }).FillAsync("hello!!!!!! look at https://example.com/win soooooo good");
                await dashboard.Button("Try").ClickAsync();
                await dashboard.SeeAsync(".steps .step");
            }

            await WriteAsync(dashboard.Page, name, width, colours);
        }
    }

    /// <summary>What was before: heard chat, and what was rejected.</summary>
    private static async Task PlayAsync(WorkerFixture worker)
    {
        worker.Source.Give(Chat.Message("link", "free_follows", "cheap followers at https://example.com/win"));
        foreach (var (id, name, roles, text) in s_chat)
        {
            worker.Source.Give(Chat.Message(id, name, text, roles));
        }

        foreach (var (id, _, _, _) in s_chat)
        {
            await worker.WaitAsync(id, UtteranceState.Heard);
        }
    }

    private static async Task WriteAsync(IPage page, string name, int width, ColorScheme colours)
    {
        var path = Path.Combine(SharedData.RepositoryRoot, "docs", "screenshots", $"{name}-{width}-{(colours == ColorScheme.Dark ? "dark" : "light")}.png");
        var picture = await page.ScreenshotAsync(new() { Path = path, Animations = ScreenshotAnimations.Disabled });
        picture.Length.ShouldBeLessThan(MaxBytes);
    }
}
