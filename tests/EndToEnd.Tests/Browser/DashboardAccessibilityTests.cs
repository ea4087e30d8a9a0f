using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.TestKit.Hosting;
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
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    public async Task Sections_InSizeAndColours_HaveNoViolationAndDoNotScrollSideways(int width, ColorScheme colours)
    {
        var axe = Path.Combine(SharedData.RepositoryRoot, "artifacts", "web", "node_modules", "axe-core", "axe.min.js");
        Skip.IfNot(File.Exists(axe), "There is no axe-core in artifacts/web (eng/setup.sh --tests fetches it).");
        var script = await File.ReadAllTextAsync(axe);
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await DashboardScenes.FillAsync(worker);
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 860 }, ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce };
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, options: options);
        await dashboard.Page.EvaluateAsync(script);

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

            found.AddRange((await ViolationsAsync(dashboard.Page)).Select(text => $"{name}: {text}"));
            if (await dashboard.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var wide)
            {
                found.Add($"{name} is {wide} px too wide");
            }
        }

        await dashboard.Button("Keys").ClickAsync();
        await dashboard.SeeAsync("dialog[open]");
        found.AddRange((await ViolationsAsync(dashboard.Page)).Select(text => $"keys: {text}"));
        found.ShouldBeEmpty();
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
