using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Queue;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Answers that are late, cut or refused: what the page shows is never older than what events told, and it always finds back to the worker.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardLineTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task Load_AnswersOlderThanEvents_TheEventsStay()
    {
        var goOn = new TaskCompletionSource();
        var engine = new FakeSynthesizer { BeforeChunk = (request, chunk, token) => request.IsCalibration || chunk < 5 ? ValueTask.CompletedTask : new(goOn.Task.WaitAsync(token)) };
        await using var worker = await WorkerFixture.StartAsync(new() { Engine = engine });
        worker.Source.Give(Chat.Message("m1", "ann", "one two three four"));
        await worker.WaitAsync("m1", UtteranceState.Playing);
        await using var dashboard = await DashboardPage.OpenBlankAsync(Browsers);
        await using var recent = await HeldAnswer.OfAsync(dashboard.Page, "**/api/utterances?limit=200");
        await using var playing = await HeldAnswer.OfAsync(dashboard.Page, "**/api/utterances?state=playing*");
        await using var status = await HeldAnswer.OfAsync(dashboard.Page, "**/api/status");

        await dashboard.Page.GotoAsync(worker.BaseAddress.ToString());
        await Task.WhenAll(recent.Read, playing.Read, status.Read).WaitAsync(s_limit);
        goOn.SetResult();
        await worker.WaitAsync("m1", UtteranceState.Heard);
        await dashboard.SeeAsync(".past.heard .said", "one two three");
        await dashboard.SeeAsync(".now", "Quiet");
        recent.Release();
        playing.Release();
        status.Release();
        await dashboard.SeeAsync(".line.live");

        (await dashboard.Page.Locator(".past.heard").CountAsync()).ShouldBe(1);
        await dashboard.SeeAsync(".now", "Quiet");
    }

    [SkippableFact]
    public async Task Approve_AnsweredAfterItWasHeard_StaysHeard()
    {
        await using var worker = await WorkerFixture.StartAsync(DashboardScenes.Settings());
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        worker.Source.Give(Chat.Redeemed("r1", "ann", 500, "late answer"));
        await using var answer = await HeldAnswer.OfAsync(dashboard.Page, "**/api/utterances/*/approve");

        await dashboard.Page.Locator("[data-held]", new() { HasText = "late answer" }).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await answer.Read.WaitAsync(s_limit);
        await worker.WaitAsync("r1", UtteranceState.Heard);
        await dashboard.SeeAsync(".past.heard .said", "late answer");
        answer.Release();
        await dashboard.SeeAsync(".toast", "Approved");

        (await dashboard.Page.Locator(".past.heard").CountAsync()).ShouldBe(1);
        (await dashboard.Page.Locator(".waiting .row").CountAsync()).ShouldBe(0);
    }

    [SkippableFact]
    public async Task SignIn_WhileTheFirstLoadIsUnderWay_StaysSignedIn()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenBlankAsync(Browsers);
        await using var session = await HeldAnswer.OfAsync(dashboard.Page, "**/api/session");
        await dashboard.Page.GotoAsync(worker.BaseAddress.ToString());
        await session.Read.WaitAsync(s_limit);

        await dashboard.SignInAsync(worker);
        await dashboard.Page.RunAndWaitForRequestFinishedAsync(
            () =>
            {
                session.Release();
                return Task.CompletedTask;
            },
            new() { Predicate = request => request.Method == "GET" && request.Url.EndsWith("/api/session", StringComparison.Ordinal) });
        await dashboard.TwoFramesAsync();

        (await dashboard.Page.Locator("button[aria-label='Sign out']").CountAsync()).ShouldBe(1);
        await dashboard.SeeAsync(".line.live");
    }

    [SkippableFact]
    public async Task Missed_EventsThatNeverCame_ArePutRightByReadingAnew()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await OpenWithLinesAsync(worker);
        await dashboard.Page.EvaluateAsync("() => { window.isDeaf = true; }");
        worker.Source.Give(Chat.Message("m1", "ann", "told to nobody"));
        await worker.WaitAsync("m1", UtteranceState.Heard);
        await dashboard.TwoFramesAsync();
        (await dashboard.Page.Locator(".past").CountAsync()).ShouldBe(0);

        await dashboard.Page.EvaluateAsync("() => { window.isDeaf = false; window.lines[0].tell('missed', { fromSequence: 1, toSequence: 9 }); }");

        await dashboard.SeeAsync(".past.heard .said", "told to nobody");
        (await dashboard.Page.EvaluateAsync<int>("() => window.lines.length")).ShouldBe(1);
    }

    [SkippableFact]
    public async Task Line_ThatPingedAndFellSilent_IsOpenedAnew()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await OpenWithLinesAsync(worker);
        await dashboard.Page.EvaluateAsync("() => { window.isDeaf = true; }");

        // The worker said 15 s when the line began, so up to 45 s of silence are nothing; any event begins them anew.
        await PassAsync(dashboard, 25_000);
        await TellAsync(dashboard, "status");
        await PassAsync(dashboard, 25_000);
        (await dashboard.Page.EvaluateAsync<int>("() => window.lines.length")).ShouldBe(1);
        await PassAsync(dashboard, 25_000);

        await dashboard.Page.WaitForFunctionAsync("() => window.lines.length === 2 && window.lines[0].readyState === EventSource.CLOSED");
        await dashboard.SeeAsync(".line.live");
    }

    [SkippableFact]
    public async Task Tab_HiddenForAWhile_GivesItsLineBackAndReadsAnewWhenSeen()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await OpenWithLinesAsync(worker);

        await LookAsync(dashboard, isHidden: true);
        await PassAsync(dashboard, 30_000);
        (await dashboard.Page.EvaluateAsync<int>("() => window.lines[0].readyState")).ShouldNotBe(2);
        await PassAsync(dashboard, 40_000);
        await dashboard.Page.WaitForFunctionAsync("() => window.lines[0].readyState === EventSource.CLOSED");
        worker.Source.Give(Chat.Message("m1", "ann", "while nobody looked"));
        await worker.WaitAsync("m1", UtteranceState.Heard);
        await LookAsync(dashboard, isHidden: false);

        await dashboard.SeeAsync(".past.heard .said", "while nobody looked");
        await dashboard.SeeAsync(".line.live");
        (await dashboard.Page.EvaluateAsync<int>("() => window.lines.length")).ShouldBe(2);
    }

    [SkippableFact]
    public async Task Missed_WorkerRefusesMeanwhile_PageIsAwayAndComesBack()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenBlankAsync(Browsers);
        await dashboard.Page.RouteAsync("**/api/events*", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "event: missed\ndata: {\"fromSequence\":1,\"toSequence\":2}\n\n" }));
        await dashboard.Page.RouteAsync("**/api/utterances*", route => route.AbortAsync());

        await dashboard.Page.GotoAsync(worker.BaseAddress.ToString());
        await dashboard.SeeAsync(".line.away");
        await dashboard.Page.UnrouteAllAsync();

        // That nothing threw is looked at when the page is given back.
        await dashboard.SeeAsync(".line.live");
    }

    /// <summary>The dashboard with its lines of events in the test's hand (the page may be deaf to what the first one brings, and be told what it did not), and its clock.</summary>
    private async Task<DashboardPage> OpenWithLinesAsync(WorkerFixture worker)
    {
        var dashboard = await DashboardPage.OpenBlankAsync(Browsers);
        await dashboard.Page.AddInitScriptAsync("""
            window.lines = [];
            window.passed = 0;
            window.checks = 0;
            const now = performance.now.bind(performance), every = window.setInterval;
            performance.now = () => now() + window.passed;
            window.setInterval = (work, ms) => every(() => { work(); window.checks += ms === 1000; }, ms);
            const Real = window.EventSource;
            window.EventSource = class extends Real {
              takers = [];
              constructor(address) { super(address); window.lines.push(this); }
              addEventListener(name, take) {
                this.takers.push([name, take]);
                super.addEventListener(name, (event) => { if (!window.isDeaf || this !== window.lines[0]) take(event); });
              }
              tell(name, body) { for (const [own, take] of this.takers) if (own === name) take(new MessageEvent(name, { data: JSON.stringify(body) })); }
            };
            """);
        await dashboard.Page.GotoAsync(worker.BaseAddress.ToString());
        await dashboard.SeeAsync(".line.live");
        return dashboard;
    }

    /// <summary>Lets time pass by the page's clock, and lets the page look at it.</summary>
    private static async Task PassAsync(DashboardPage dashboard, int ms)
    {
        var checks = await dashboard.Page.EvaluateAsync<int>("ms => { window.passed += ms; return window.checks; }", ms);
        await dashboard.Page.WaitForFunctionAsync("checks => window.checks > checks + 1", checks);
    }

    private static async Task TellAsync(DashboardPage dashboard, string name) =>
        await dashboard.Page.EvaluateAsync("async name => window.lines[0].tell(name, await (await fetch(`/api/${name}`)).json())", name);

    private static async Task LookAsync(DashboardPage dashboard, bool isHidden) => await dashboard.Page.EvaluateAsync(
        "isHidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden }); document.dispatchEvent(new Event('visibilitychange')); }",
        isHidden);

    [SkippableFact]
    public async Task Load_AnswerCutInTheMiddle_PageIsAwayAndComesBack()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenBlankAsync(Browsers);
        await dashboard.Page.AddInitScriptAsync("""
            window.isCut = true;
            const real = window.fetch;
            const cut = () => new Response(new ReadableStream({ pull: c => c.error(new TypeError('cut')) }), { headers: { 'Content-Type': 'application/json' } });
            window.fetch = async (path, init) => window.isCut && String(path).includes('waiting') ? cut() : real(path, init);
            """);

        await dashboard.Page.GotoAsync(worker.BaseAddress.ToString());
        await dashboard.SeeAsync(".line.away");
        await dashboard.Page.EvaluateAsync("window.isCut = false");

        await dashboard.SeeAsync(".line.live");
    }
}
