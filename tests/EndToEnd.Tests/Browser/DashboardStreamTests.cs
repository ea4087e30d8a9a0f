using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Queue;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>What plays, waits and was, on the dashboard, while it happens; and what a click does to it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardStreamTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    [SkippableFact]
    public async Task Stream_ChatComesAndIsHeard_IsShownWithoutReload()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress);
        await dashboard.SeeAsync(".now", "Quiet");

        worker.Source.Give(Chat.Message("m1", "ann", "hello from chat"));
        await worker.WaitAsync("m1", UtteranceState.Heard);

        await dashboard.SeeAsync(".past .badge", "heard");
        await dashboard.SeeAsync(".past .said", "hello from chat");
    }

    [SkippableFact]
    public async Task Stream_MessageIsRejected_IsShownWithTheRuleInPlainWords()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress);

        worker.Source.Give(Chat.Message("m1", "ann", "look at https://example.com/x"));

        await dashboard.SeeAsync(".past.rejected .why", "link");
        await dashboard.SeeAsync(".past.rejected .why code", "Filters:Links");
    }

    [SkippableFact]
    public async Task Now_WhilePlaying_ShowsTextWaveformAndLevelUntilSkipped()
    {
        // It plays for a while and then waits for words that never come, until it is skipped.
        var engine = new FakeSynthesizer { BeforeChunk = DashboardScenes.HangAfter(20) };
        await using var worker = await WorkerFixture.StartAsync(new() { Engine = engine });
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);

        worker.Source.Give(Chat.Bits("m1", "ann", 100, "one two three four five six seven eight"));

        await dashboard.SeeAsync(".now .words", "one two three");
        await dashboard.SeeAsync(".now .kind.paid", "100");
        await dashboard.SeeAsync(".now .level[aria-valuenow]:not([aria-valuenow='0'])");
        await dashboard.SeeAsync(".now .wave path.base[d*='V']");
        await dashboard.Button("Skip", ".transport").ClickAsync();
        (await worker.WaitAsync("m1", UtteranceState.Skipped)).Reason!.Code.ShouldBe(ReasonCodes.SkippedByPerson);
        await dashboard.SeeAsync(".now", "Quiet");
        await dashboard.SeeAsync(".past.skipped .said", "one two three");
    }

    [SkippableFact]
    public async Task Held_ApprovedByClickAndRejectedByKey_AreDecided()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        worker.Source.Give(Chat.Redeemed("r1", "ann", 500, "first words"));
        worker.Source.Give(Chat.Redeemed("r2", "bob", 500, "second words"));

        await dashboard.Page.Locator("[data-held]", new() { HasText = "first words" }).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await worker.WaitAsync("r1", UtteranceState.Heard);
        await dashboard.SeeGoneAsync("[data-held]", "first words");
        await dashboard.SeeAsync("[data-held]", "second words");
        await dashboard.Page.Locator("h2").First.ClickAsync();
        await dashboard.Page.Keyboard.PressAsync("r");

        (await worker.WaitAsync("r2", UtteranceState.Rejected)).Reason!.Code.ShouldBe(ReasonCodes.RejectedByPerson);
        await dashboard.SeeAsync(".past.rejected .said", "second words");
    }

    [SkippableFact]
    public async Task Keys_AloneDoEverythingThatIsUrgent()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        await DashboardScenes.FillAsync(worker);
        var keys = dashboard.Page.Keyboard;
        await dashboard.SeeAsync(".transport button", "Resume");
        await dashboard.SeeAsync("[data-held]", "happy birthday");

        await keys.PressAsync("a");
        await dashboard.SeeGoneAsync("[data-held]", "happy birthday");
        await keys.PressAsync("?");
        await dashboard.SeeAsync("dialog[open] h2", "Keys");
        await keys.PressAsync("Escape");
        await dashboard.SeeGoneAsync("dialog");
        await dashboard.TwoFramesAsync();
        await keys.PressAsync("/");
        await dashboard.SeeAsync("[data-search]:focus");
        await keys.InsertTextAsync("stella");
        await dashboard.SeeGoneAsync(".past .who", "spam_bot");
        await dashboard.SeeAsync(".past .who", "stella");
        await keys.PressAsync("Tab");
        await dashboard.Page.EvaluateAsync("document.activeElement.blur()");
        await keys.PressAsync("x");
        await dashboard.SeeAsync("dialog[open] h2", "Stop everything?");
        await keys.PressAsync("Enter");

        (await DashboardScenes.WaitForEndAsync(worker, "w6")).State.ShouldBe(UtteranceState.Cancelled);
        await dashboard.SeeAsync(".waiting .empty");
        await keys.PressAsync("Space");
        await dashboard.SeeAsync(".transport button", "Pause");
        (await worker.Control.GetStatusAsync(CancellationToken.None)).IsPaused.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Say_TextIsTyped_IsHeard()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);

        await dashboard.Page.GetByLabel("Say something on stream").FillAsync("a word from the streamer");
        await dashboard.Page.Keyboard.PressAsync("Enter");

        await dashboard.SeeAsync(".past.heard .said", "a word from the streamer");
    }
}
