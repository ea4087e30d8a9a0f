using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Telemetry;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Every section, in dark and light, wide and narrow: axe-core finds nothing, and nothing scrolls sideways.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardAccessibilityTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    /// <summary>Sections, with what shows that their data is there.</summary>
    private static readonly (string Name, string[] Signs)[] s_sections =
    [
        ("stream", [".past.rejected", "[data-held]", ".turns .row"]),
        ("voices", [".voices .row"]),
        ("filters", [".chip", ".step"]),
        ("health", [".thing"]),
        ("settings", [".setting"]),
        ("charts", [".figures"]),
    ];

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task Sections_InBothColours_HaveNoViolationAndDoNotScrollSideways(int width)
    {
        var axe = await AxeAsync();
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await DashboardScenes.FillAsync(worker);
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, options: Look(width));
        await dashboard.Page.EvaluateAsync(axe);

        var found = new List<string>();
        foreach (var (name, signs) in s_sections)
        {
            await dashboard.Page.Locator($".menu a[href='#{name}']").ClickAsync();
            if (name == "filters")
            {
                await FillFiltersAsync(dashboard);
            }

            foreach (var sign in signs)
            {
                await dashboard.SeeAsync(sign);
            }

            await LookAtAsync(name, dashboard, found);
        }

        await dashboard.Button("Keys").ClickAsync();
        await dashboard.SeeAsync("dialog[open]");
        await LookAtAsync("keys", dashboard, found);
        found.ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task Moments_InBothColours_HaveNoViolationAndDoNotScrollSideways(int width)
    {
        var axe = await AxeAsync();
        var engine = new FakeSynthesizer { BeforeChunk = DashboardScenes.HangAfter(20) };
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings() with { Engine = engine });
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress, Look(width));
        await dashboard.Page.EvaluateAsync(axe);
        var found = new List<string>();

        await dashboard.Button("Sign in").First.ClickAsync();
        await dashboard.Page.Locator("dialog").GetByLabel("Token", new() { Exact = true }).FillAsync("0123456789abcdef");
        await dashboard.Button("Sign in", "dialog").ClickAsync();
        await dashboard.SeeAsync("dialog #sign-in-error:not(:empty)");
        await LookAtAsync("sign-in that failed", dashboard, found);
        await dashboard.Page.Keyboard.PressAsync("Escape");
        await dashboard.SeeGoneAsync("dialog");
        await LookAtAsync("only looking", dashboard, found);
        await dashboard.SignInAsync(worker);
        await dashboard.KeepToastsAsync();

        worker.Source.Give(Chat.Bits("now", "ann", 100, "one two three four five six seven eight"));
        worker.Get<AlarmBoard>().Raise("test", "The sound card is gone: plug it in again.");
        await dashboard.SeeAsync(".now .level[aria-valuenow]:not([aria-valuenow='0'])");
        await dashboard.SeeAsync(".now .wave path.base[d*='V']");
        await dashboard.SeeAsync(".alarm", "plug it in");
        await dashboard.Page.GetByLabel("Say something on stream").FillAsync("and a word of mine");
        await dashboard.Page.Keyboard.PressAsync("Enter");
        await dashboard.SeeAsync(".toast", "It will be said");
        await dashboard.Page.RouteAsync("**/api/speech/mode", route => route.FulfillAsync(new() { Status = 503 }));
        await dashboard.Page.GetByLabel("Speak").SelectOptionAsync("paid");
        await dashboard.SeeAsync(".toast.error", "503");
        await LookAtAsync("playing, an alarm, toasts", dashboard, found);
        await dashboard.Button("Stop all", ".transport").ClickAsync();
        await dashboard.SeeAsync("dialog[open] h2", "Stop everything?");
        await LookAtAsync("stop", dashboard, found);
        found.ShouldBeEmpty();
    }

    private static BrowserNewContextOptions Look(int width) =>
        new() { ViewportSize = new() { Width = width, Height = 860 }, ReducedMotion = ReducedMotion.Reduce };

    private static async Task<string> AxeAsync()
    {
        var axe = Path.Combine(SharedData.RepositoryRoot, "artifacts", "web", "node_modules", "axe-core", "axe.min.js");
        Skip.IfNot(File.Exists(axe), "There is no axe-core in artifacts/web (eng/setup.sh --tests fetches it).");
        return await File.ReadAllTextAsync(axe);
    }

    private static async Task LookAtAsync(string name, DashboardPage dashboard, List<string> found)
    {
        foreach (var colours in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await dashboard.Page.EmulateMediaAsync(new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
            found.AddRange((await ViolationsAsync(dashboard.Page)).Select(text => $"{name}, {colours}: {text}"));
        }

        if (await dashboard.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var wide)
        {
            found.Add($"{name} is {wide} px too wide");
        }
    }

    /// <summary>A word in the list and a sentence that was tried.</summary>
    private static async Task FillFiltersAsync(DashboardPage dashboard)
    {
        var word = dashboard.Page.GetByLabel("Add a word: blocked");
        await word.FillAsync("wobblefish");
        await word.PressAsync("Enter");
        var sentence = dashboard.Page.GetByLabel("Sentence", new() { Exact = true });
        await sentence.FillAsync("look at https://example.com/x now");
        await sentence.PressAsync("Enter");
    }

    private static async Task<string[]> ViolationsAsync(IPage page)
    {
        var result = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => `${v.id} ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')}`))");
        return [.. result.EnumerateArray().Select(one => one.GetString() ?? "")];
    }
}
