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
        await dashboard.KeepToastsAsync();
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

    [SkippableFact]
    public async Task Setting_Saved_LeavesTheConfigurationFileWithItsCommentsAndCountsAfterARestart()
    {
        const string Written = "{\n  // Why: the archive is looked through once a month.\n  \"Queue\": { \"HistoryDays\": 31, /* days */ },\n}\n";
        var folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            var file = Path.Combine(folder, "mine.json");
            await File.WriteAllTextAsync(file, Written);
            await using (var worker = await WorkerFixture.StartAsync(new() { ConfigFile = file }, folder))
            {
                await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "settings");
                await dashboard.SeeAsync($"{Row} .badge", "the file");
                await dashboard.Page.Locator($"{Row} input").FillAsync("12");
                await dashboard.Button("Save", ".save-bar").ClickAsync();
                await dashboard.SeeAsync($"{Row} .badge", "this page");
            }

            (await File.ReadAllTextAsync(file)).ShouldBe(Written);
            await using var after = await WorkerFixture.StartAsync(new() { ConfigFile = file }, folder);
            after.Get<IOptionsMonitor<QueueOptions>>().CurrentValue.HistoryDays.ShouldBe(12);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public async Task Change_NotSaved_IsKeptInOtherSectionsAndAskedForBeforeThePageCloses()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "settings");
        await dashboard.Page.Locator($"{Row} input").FillAsync("12");
        await dashboard.SeeAsync(".save-bar", "1 change");

        await dashboard.Page.Locator(".menu a[href='#voices']").ClickAsync();
        await dashboard.SeeAsync("#voices-title");
        await dashboard.SeeAsync(".menu a[href='#settings'] .count", "1");
        await dashboard.Page.Locator(".menu a[href='#settings']").ClickAsync();
        await dashboard.SeeAsync(".save-bar", "1 change");
        (await dashboard.Page.Locator($"{Row} input").InputValueAsync()).ShouldBe("12");
        await dashboard.Page.CloseAsync(new() { RunBeforeUnload = true });
        await dashboard.Questions.WaitAsync(TimeSpan.FromSeconds(30));

        // It was asked, the answer was to stay, and all is still there.
        await dashboard.Button("Save", ".save-bar").ClickAsync();
        await dashboard.SeeAsync($"{Row} .badge", "this page");
        (await dashboard.Page.Locator(".menu .count").CountAsync()).ShouldBe(0);
    }

    [SkippableFact]
    public async Task Change_NotSaved_IsForgottenAtTheSignOut()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker, "settings");
        await dashboard.Page.Locator("[data-key='Twitch:Token'] input").FillAsync("oauth-secret");
        await dashboard.SeeAsync(".save-bar", "1 change");

        await dashboard.Button("Sign out").ClickAsync();

        await dashboard.SeeGoneAsync(".save-bar");
        (await dashboard.Page.Locator("[data-key='Twitch:Token'] input").InputValueAsync()).ShouldBe("");
    }
}
