using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Settings on the dashboard: found, refused beside their key, saved, taken back.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardSettingsTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    private const string Row = "[data-key='Queue:HistoryDays']";

    [SkippableFact]
    public async Task Setting_WithABadValue_TellsTheErrorBesideItsKeyAndSavesNothing()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "settings");
        await dashboard.Page.GetByLabel("Search settings").FillAsync("HistoryDays");
        await dashboard.SeeGoneAsync("[data-key='Api:Port']");

        await dashboard.Page.Locator($"{Row} input").FillAsync("-3");
        await dashboard.Button("Save", ".save-bar").ClickAsync();

        await dashboard.SeeAsync($"{Row} .error");
        await dashboard.SeeAsync(".toast.error", "Nothing was saved");
        (await dashboard.Page.Locator($"{Row} input").GetAttributeAsync("aria-invalid")).ShouldBe("true");
        File.Exists(Path.Combine(worker.Directory, "overrides.json")).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Setting_SavedAndReset_CountsAndIsTakenBack()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "settings");
        var before = worker.Get<IOptionsMonitor<QueueOptions>>().CurrentValue.HistoryDays;

        await dashboard.Page.Locator($"{Row} input").FillAsync("12");
        await dashboard.Button("Save", ".save-bar").ClickAsync();
        await dashboard.SeeAsync($"{Row} .badge", "this page");
        (await File.ReadAllTextAsync(Path.Combine(worker.Directory, "overrides.json"))).ShouldContain("12");
        await dashboard.Button("Reset: Queue:HistoryDays").ClickAsync();
        await dashboard.Button("Save", ".save-bar").ClickAsync();

        await dashboard.SeeGoneAsync($"{Row} .badge", "this page");
        (await dashboard.Page.Locator($"{Row} input").InputValueAsync()).ShouldBe($"{before}");
    }
}
