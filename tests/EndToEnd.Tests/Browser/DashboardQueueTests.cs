using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>What waits, put in another order, held, removed; what was, said again and released.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardQueueTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    [SkippableFact]
    public async Task Turns_MovedByKeyAndByPointer_AreTakenInTheNewOrder()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        await DashboardScenes.FillAsync(worker);
        string[] before = ["words of cleo", "words of dan", "words of eve", "words of finn"];
        await WaitForOrderAsync(dashboard, before);

        await dashboard.Page.Locator(".turns .row", new() { HasText = before[^1] }).Locator(".handle").PressAsync("ArrowUp");
        await WaitForOrderAsync(dashboard, [.. before[..^2], before[^1], before[^2]]);
        var first = dashboard.Page.Locator(".turns .row").First;
        await dashboard.Page.Locator(".turns .row").Last.Locator(".handle").HoverAsync();
        await dashboard.Page.Mouse.DownAsync();
        var box = (await first.BoundingBoxAsync()).ShouldNotBeNull();
        await dashboard.Page.Mouse.MoveAsync(box.X + 10, box.Y + 3, new() { Steps = 5 });
        await dashboard.Page.Mouse.UpAsync();

        string[] wanted = [before[^2], .. before[..^2], before[^1]];
        await WaitForOrderAsync(dashboard, wanted);
        (await worker.Queue.PeekAsync(10, CancellationToken.None)).Select(one => one.OriginalText).ShouldBe(wanted);
    }

    [SkippableFact]
    public async Task Waiting_HeldAndRemoved_DoNotPlay()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        await DashboardScenes.FillAsync(worker);

        await dashboard.Page.Locator(".turns .row", new() { HasText = "words of finn" }).GetByRole(AriaRole.Button, new() { Name = "Hold" }).ClickAsync();
        await dashboard.SeeAsync("[data-held]", "words of finn");
        await dashboard.Page.Locator(".turns .row", new() { HasText = "words of eve" }).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await worker.WaitAsync("w6", UtteranceState.Held);
        await worker.WaitAsync("w5", UtteranceState.Skipped);
        await dashboard.SeeGoneAsync(".turns .row", "words of eve");
    }

    [SkippableFact]
    public async Task History_PlayAgainAndRelease_AreHeard()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        worker.Source.Give(Chat.Message("m1", "ann", "say me twice"));
        await worker.WaitAsync("m1", UtteranceState.Heard);
        worker.Source.Give(Chat.Message("m2", "bob", "see https://example.com/x now"));

        await dashboard.Page.Locator(".past.heard", new() { HasText = "say me twice" }).GetByRole(AriaRole.Button, new() { Name = "Play again" }).ClickAsync();
        await dashboard.Page.Locator(".past.heard", new() { HasText = "say me twice" }).Nth(1).WaitForAsync();
        await dashboard.Page.Locator(".past.rejected").GetByRole(AriaRole.Button, new() { Name = "Release this one" }).ClickAsync();

        await dashboard.SeeAsync(".past.heard .said", "see");
    }

    private static async Task WaitForOrderAsync(DashboardPage dashboard, string[] wanted) =>
        await dashboard.Page.WaitForFunctionAsync(
            "wanted => { const rows = [...document.querySelectorAll('.turns .row .said')].map(row => row.textContent); return rows.length === wanted.length && rows.every((row, at) => row.endsWith(wanted[at])); }",
            wanted);
}
