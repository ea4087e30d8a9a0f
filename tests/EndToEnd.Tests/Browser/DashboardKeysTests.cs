using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Keys act when they are meant, and only then.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardKeysTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    private const string Letters = "sxar1?/ ";

    [SkippableFact]
    public async Task Keys_WhileSomebodyTypes_AreOnlyText()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings() with { Engine = Endless() });
        await using var dashboard = await OpenPlayingAndHeldAsync(worker);
        var field = dashboard.Page.GetByLabel("Say something on stream");
        await field.FocusAsync();

        foreach (var letter in Letters)
        {
            await dashboard.Page.Keyboard.PressAsync(letter == ' ' ? "Space" : letter.ToString());
        }

        (await field.InputValueAsync()).ShouldBe(Letters);
        (await dashboard.Page.Locator("dialog").CountAsync()).ShouldBe(0);
        await ShouldBeUntouchedAsync(worker);

        // The same key means something as soon as nobody types.
        await dashboard.Page.EvaluateAsync("document.activeElement.blur()");
        await dashboard.Page.Keyboard.PressAsync("s");
        await worker.WaitAsync("now", UtteranceState.Skipped);
    }

    [SkippableFact]
    public async Task Keys_SwitchedOff_DoNothingUntilTheyAreSwitchedOn()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings() with { Engine = Endless() });
        await using var dashboard = await OpenPlayingAndHeldAsync(worker);
        await SwitchAsync(dashboard, isOn: false);

        foreach (var letter in Letters)
        {
            await dashboard.Page.Keyboard.PressAsync(letter == ' ' ? "Space" : letter.ToString());
        }

        (await dashboard.Page.Locator("dialog").CountAsync()).ShouldBe(0);
        await ShouldBeUntouchedAsync(worker);
        await dashboard.Page.ReloadAsync();
        await dashboard.SeeAsync(".line.live");
        await dashboard.Page.Keyboard.PressAsync("x");
        (await dashboard.Page.Locator("dialog").CountAsync()).ShouldBe(0);
        await SwitchAsync(dashboard, isOn: true);
        await dashboard.Page.Keyboard.PressAsync("x");
        await dashboard.SeeAsync("dialog[open] h2", "Stop everything?");
    }

    [SkippableFact]
    public async Task Key_WithCapsLock_IsTheSameKeyAndWithShiftNone()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings() with { Engine = Endless() });
        await using var dashboard = await OpenPlayingAndHeldAsync(worker);

        await dashboard.Page.Keyboard.PressAsync("Shift+X");
        (await dashboard.Page.Locator("dialog").CountAsync()).ShouldBe(0);
        await dashboard.Page.EvaluateAsync("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'S', bubbles: true, cancelable: true }))");

        await worker.WaitAsync("now", UtteranceState.Skipped);
    }

    [SkippableFact]
    public async Task Reject_RightAfterAnotherDecidedTheOneAtHand_SparesTheNextOne()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        worker.Source.Give(Chat.Redeemed("r1", "ann", 500, "first words"));
        var first = await worker.WaitAsync("r1", UtteranceState.Held);
        worker.Source.Give(Chat.Redeemed("r2", "bob", 500, "second words"));
        await dashboard.SeeAsync("[data-held]", "first words");
        await dashboard.SeeAsync("[data-held]", "second words");

        // The clock by which "right after" is judged stands, however long the rest takes.
        await dashboard.Page.EvaluateAsync("() => { const now = performance.now(); performance.now = () => now; }");
        await worker.Control.RejectAsync(first.Id, DashboardScenes.Test, CancellationToken.None);
        await dashboard.SeeGoneAsync("[data-held]", "first words");
        await dashboard.Page.Keyboard.PressAsync("r");
        await dashboard.SeeAsync(".toast.error", "decided elsewhere");
        (await worker.Queue.ListAsync(new UtteranceQuery(UtteranceState.Held, 10, null), CancellationToken.None)).Count.ShouldBe(1);
        await dashboard.Page.Keyboard.PressAsync("r");

        (await worker.WaitAsync("r2", UtteranceState.Rejected)).Reason!.Code.ShouldBe(ReasonCodes.RejectedByPerson);
    }

    private static FakeSynthesizer Endless() => new() { BeforeChunk = DashboardScenes.HangAfter(5) };

    private async Task<DashboardPage> OpenPlayingAndHeldAsync(WorkerFixture worker)
    {
        var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        worker.Source.Give(Chat.Redeemed("held", "lumi", 500, "happy birthday Ana"));
        worker.Source.Give(Chat.Message("now", "ann", "one two three four"));
        await dashboard.SeeAsync("[data-held]", "happy birthday");
        await dashboard.SeeAsync(".now .words", "one two three");
        return dashboard;
    }

    private static async Task SwitchAsync(DashboardPage dashboard, bool isOn)
    {
        await dashboard.Button("Keys").ClickAsync();
        await dashboard.Page.GetByLabel("Use these keys").SetCheckedAsync(isOn);
        await dashboard.Page.Keyboard.PressAsync("Escape");
        await dashboard.SeeGoneAsync("dialog");
        await dashboard.TwoFramesAsync();
        await dashboard.Page.EvaluateAsync("document.activeElement.blur()");
    }

    private static async Task ShouldBeUntouchedAsync(WorkerFixture worker)
    {
        (await worker.Control.GetStatusAsync(CancellationToken.None)).IsPaused.ShouldBeFalse();
        await worker.WaitAsync("held", UtteranceState.Held);
        (await worker.Queue.CountAsync(CancellationToken.None))[UtteranceState.Held].ShouldBe(1);
        (await worker.Queue.CountAsync(CancellationToken.None))[UtteranceState.Playing].ShouldBe(1);
    }
}
