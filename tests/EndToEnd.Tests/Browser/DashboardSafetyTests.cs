using IShowTts.Integrations.Events;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Viewers' names and words are text on every part of the page; the page watches its own content policy, dialogs and errors.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardSafetyTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    private const string Image = "<img src=x onerror=alert(1)>";
    private const string Script = "</p><script>alert(document.cookie)</script>";
    private const string Handler = "\"><b onmouseover=alert(2) style=position:fixed>hover";

    [SkippableFact]
    public async Task Markup_InNamesAndMessagesOfEveryState_IsShownAsText()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        worker.Source.Give(Message("heard", Image, $"heard {Script}"));
        await worker.WaitAsync("heard", UtteranceState.Heard);
        await worker.Control.PauseAsync(DashboardScenes.Test, CancellationToken.None);
        worker.Source.Give(Message("rejected", Script, $"rejected https://example.com {Image}"));
        worker.Source.Give(Redemption("held", Handler, $"held {Image}"));
        for (var number = 1; number <= 6; number++)
        {
            worker.Source.Give(Message($"waits{number}", $"{number}{Image}", $"{number} waits {Handler}"));
        }

        await dashboard.SeeAsync(".past.heard b", Image);
        await dashboard.SeeAsync(".past.rejected b", Script);
        await dashboard.SeeAsync(".past.rejected .said", Image);
        await dashboard.SeeAsync("[data-held] b", Handler);
        await dashboard.SeeAsync("[data-held] .said", Image);
        await dashboard.SeeAsync(".turns b", Image);
        await dashboard.SeeAsync(".turns .said", "onmouseover");
        await ShouldHoldNoMarkupAsync(dashboard);
    }

    [SkippableFact]
    public async Task Markup_ThatIsPlaying_IsShownAsText()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Engine.BeforeChunk = DashboardScenes.HangAfter(5);
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress);

        worker.Source.Give(Message("m1", Image, $"one two {Script}"));

        await dashboard.SeeAsync(".now .who b", Image);
        await dashboard.SeeAsync(".now-line b", Image);
        await dashboard.SeeAsync(".now .written", Script);
        await ShouldHoldNoMarkupAsync(dashboard);
    }

    private static async Task ShouldHoldNoMarkupAsync(DashboardPage dashboard)
    {
        (await dashboard.Page.Locator("img[src=x], #app script, [onmouseover], [onerror]").CountAsync()).ShouldBe(0);
    }

    private static ChatMessage Message(string id, string name, string text) => Chat.Message(id, "login", text) with { Viewer = new Viewer($"id-{id}", "login", name) };

    private static Redemption Redemption(string id, string name, string text) => Chat.Redeemed(id, "login", 500, text) with { Viewer = new Viewer($"id-{id}", "login", name) };
}
