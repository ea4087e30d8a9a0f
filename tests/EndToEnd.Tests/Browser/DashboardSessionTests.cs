using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>How one gets in: token, one-time link, or only looking; and what is left after a restart.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardSessionTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    [SkippableFact]
    public async Task FirstVisit_WithoutToken_LooksAndIsAskedWhenItSteers()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress);
        await dashboard.SeeAsync(".note", "only looking");

        await dashboard.Button("Pause", ".transport").ClickAsync();

        await dashboard.SeeAsync("dialog[open] h2", "Sign in");
        (await worker.Control.GetStatusAsync(CancellationToken.None)).IsPaused.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Token_WrongThenRight_SignsInOnlyWithTheRightOne()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress);
        await dashboard.Button("Sign in").First.ClickAsync();

        await dashboard.Page.GetByLabel("Token").FillAsync("0123456789abcdef");
        await dashboard.Button("Sign in", "dialog").ClickAsync();
        await dashboard.SeeAsync("dialog #sign-in-error:not(:empty)");
        await dashboard.Page.GetByLabel("Token").FillAsync(await DashboardPage.TokenOfAsync(worker));
        await dashboard.Button("Sign in", "dialog").ClickAsync();

        await dashboard.SeeGoneAsync("dialog");
        await dashboard.SeeGoneAsync(".note");
        await dashboard.Button("Pause", ".transport").ClickAsync();
        await dashboard.SeeAsync(".transport button", "Resume");
        await dashboard.Button("Sign out").ClickAsync();
        await dashboard.SeeAsync(".note", "only looking");
    }

    [SkippableFact]
    public async Task Link_OpenedTwice_SignsInOnceAndLeavesNoCodeInTheAddress()
    {
        await using var worker = await WorkerFixture.StartAsync();
        var link = new Uri(worker.Get<DashboardLink>().Create().ShouldNotBeNull());

        await using var first = await DashboardPage.OpenAsync(Browsers, link);
        await first.SeeAsync("button[aria-label='Sign out']");
        first.Page.Url.ShouldBe(worker.BaseAddress.ToString());
        await using var second = await DashboardPage.OpenAsync(Browsers, link);

        await second.SeeAsync(".toast.error", "used already");
        await second.SeeAsync("dialog[open] h2", "Sign in");
        second.Page.Url.ShouldBe(worker.BaseAddress.ToString());
    }

    [SkippableFact]
    public async Task Reading_ThatNeedsAToken_ShowsNothingBeforeTheSignIn()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings(("Api:RequireTokenForReading", "true")));
        worker.Source.Give(Chat.Message("m1", "ann", "only for the streamer"));
        await worker.WaitAsync("m1", UtteranceState.Heard);
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress, isLive: false);
        await dashboard.SeeAsync(".locked h1");
        (await dashboard.Page.Locator(".past").CountAsync()).ShouldBe(0);

        await dashboard.Page.GetByLabel("Token").FillAsync(await DashboardPage.TokenOfAsync(worker));
        await dashboard.Button("Sign in", ".locked").ClickAsync();

        await dashboard.SeeAsync(".past .said", "only for the streamer");
        await dashboard.SeeAsync(".line.live");
    }

    [SkippableFact]
    public async Task SignOut_WhereReadingNeedsAToken_LeavesNothingInSight()
    {
        var engine = new FakeSynthesizer { BeforeChunk = static (request, chunk, token) => chunk < 5 || !request.Text.Contains("secret", StringComparison.Ordinal) ? ValueTask.CompletedTask : DashboardScenes.UntilEndedAsync(token) };
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings(("Api:RequireTokenForReading", "true")) with { Engine = engine });
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress, isLive: false);
        await dashboard.Page.GetByLabel("Token").FillAsync(await DashboardPage.TokenOfAsync(worker));
        await dashboard.Button("Sign in", ".locked").ClickAsync();
        worker.Source.Give(Chat.Message("m1", "ann", "one two"));
        worker.Source.Give(Chat.Message("m2", "bob", "a secret of the streamer"));
        await dashboard.SeeAsync(".past .said", "one two");
        await dashboard.SeeAsync(".now-line", "a secret");

        await dashboard.Button("Sign out").ClickAsync();

        await dashboard.SeeAsync(".locked h1");
        await dashboard.SeeAsync(".line.locked");
        var text = (await dashboard.Page.Locator("body").TextContentAsync()).ShouldNotBeNull();
        text.ShouldNotContain("a secret");
        text.ShouldNotContain("one two");
        (await dashboard.Page.Locator(".alarm, .toast, .transport").CountAsync()).ShouldBe(0);
    }

    [SkippableFact]
    public async Task Worker_RestartedOnAnotherDataDirectory_OldRowsAreGone()
    {
        var before = await WorkerFixture.StartAsync();
        var port = before.BaseAddress.Port;
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, before);
        before.Source.Give(Chat.Message("m1", "ann", "of the old worker"));
        await dashboard.SeeAsync(".past.heard .said", "of the old worker");
        await before.DisposeAsync();
        await dashboard.SeeAsync(".line.away");

        await using var after = await DashboardScenes.StartAtAsync(port);
        await dashboard.SeeAsync(".line.live");

        await dashboard.SeeGoneAsync(".past", "of the old worker");
        await dashboard.SeeAsync(".note", "only looking"); // the session was the old worker's
        after.Source.Give(Chat.Message("m2", "bob", "of the new worker"));
        await dashboard.SeeAsync(".past.heard .said", "of the new worker");
        (await dashboard.Page.Locator(".past").CountAsync()).ShouldBe(1);
    }

    [SkippableFact]
    public async Task Worker_Restarted_IsAwayThenLiveAgainWithTheSameSession()
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            var before = await WorkerFixture.StartAsync(directory: folder);
            var port = before.BaseAddress.Port;
            await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, before);
            before.Source.Give(Chat.Message("m1", "ann", "before the restart"));
            await dashboard.SeeAsync(".past.heard .said", "before the restart");
            await before.DisposeAsync();
            await dashboard.SeeAsync(".line.away");
            (await dashboard.Button("Pause", ".transport").IsDisabledAsync()).ShouldBeTrue();
            await dashboard.SeeAsync(".past.heard .said", "before the restart");

            await using var after = await DashboardScenes.StartAtAsync(port, folder);
            await dashboard.SeeAsync(".line.live");
            after.Source.Give(Chat.Message("m2", "bob", "after the restart"));

            await dashboard.SeeAsync(".past.heard .said", "after the restart");
            await dashboard.SeeAsync(".past.heard .said", "before the restart");
            await dashboard.Button("Pause", ".transport").ClickAsync();
            await dashboard.SeeAsync(".transport button", "Resume");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
