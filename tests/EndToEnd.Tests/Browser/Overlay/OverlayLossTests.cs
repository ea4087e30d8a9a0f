using System.Text.Json;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Pages that go, come back, or may not play: the sink is lost, people are told, nothing paid is lost.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OverlayLossTests(BrowserFixture browsers)
{
    private static readonly Actor Streamer = new("streamer", "test");
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 16).Select(number => $"word{number}"));

    [SkippableFact]
    public async Task Page_KilledWhileItPlays_RaisesAnAlarmAndTheMessageIsPlayedAgainInTheNextPage()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, settings: ("Playout:OnSinkLost", "Replay"));
        var page = await stage.OpenPlayingAsync();
        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, Long));
        await page.WaitForFunctionAsync("() => window.overlayTap.last > 24000");

        var alarm = stage.WaitForAlarmAsync("No overlay page is open");
        await page.CloseAsync();
        await alarm;
        (await HealthAsync(stage)).GetProperty("sinks").EnumerateArray().Single(sink => sink.GetProperty("name").GetString() == "overlay").GetProperty("state").GetString().ShouldBe("lost");
        await stage.Worker.Control.PauseAsync(Streamer, CancellationToken.None);
        var next = await stage.OpenPlayingAsync();
        await stage.Worker.Control.ResumeAsync(Streamer, CancellationToken.None);
        var heard = await stage.Worker.WaitAsync("m1", UtteranceState.Heard);
        await OverlayTap.WaitQuietAsync(next);

        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        Waveform.Trim(await OverlayTap.TakeAsync(next)).Length.ShouldBeGreaterThan((int)(heard.Timings.AudioMs!.Value * 48 * 0.9), "All of it, from the start.");
        stage.Worker.Alarms.Current.ShouldNotContain(standing => standing.Text.Contains("overlay", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Worker_StartedAgain_FindsItsPageConnectedAndPlaysInIt()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, restarts: true);
        var page = await stage.OpenPlayingAsync();

        await stage.RestartWorkerAsync(() => page.WaitForSelectorAsync("html[data-connection=lost]"));
        await page.WaitForSelectorAsync("html[data-connection=open]");
        await stage.Pump.WaitOpenAsync(CancellationToken.None).WaitAsync(OverlayStage.Limit);
        await OverlayTap.TakeAsync(page);
        stage.Worker.Source.Give(Chat.Bits("m2", "ann", 500, "hello again"));
        await stage.Worker.WaitAsync("m2", UtteranceState.Heard);
        await OverlayTap.WaitQuietAsync(page);

        Waveform.Trim(await OverlayTap.TakeAsync(page)).Length.ShouldBeGreaterThan(20_000);
    }

    [SkippableFact]
    public async Task SecondPage_WhenTheFirstLeaves_CountsAndTheMessageGoesOn()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, settings: ("Playout:OnSinkLost", "Mark"));
        var first = await stage.OpenPlayingAsync();
        var second = await stage.OpenPlayingAsync();
        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, Long));
        await second.WaitForFunctionAsync("() => window.overlayTap.last > 24000");

        await first.CloseAsync();
        var heard = await stage.Worker.WaitAsync("m1", UtteranceState.Heard);

        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        stage.Worker.Alarms.Current.ShouldNotContain(standing => standing.Text.Contains("overlay", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Page_ThatMayNotPlayBeforeAClick_SaysSoAndPlaysAfterIt()
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        var page = await stage.OpenPlayingAsync();

        var alarm = stage.WaitForAlarmAsync("Click the button");
        await page.EvaluateAsync("() => window.overlayTap.context.suspend()"); // what a browser does that waits for a click
        await alarm;
        await page.ClickAsync("#unlock");
        await stage.Pump.WaitOpenAsync(CancellationToken.None).WaitAsync(OverlayStage.Limit);

        (await page.IsVisibleAsync("#notice")).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Audio_ThatWaitedWhenThePageStopped_IsNotHeardWhenItPlaysAgain()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, settings: ("Playout:OnSinkLost", "Mark"));
        var page = await stage.OpenPlayingAsync();
        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, Long));
        await page.WaitForFunctionAsync("() => window.overlayTap.last > 24000");

        await page.EvaluateAsync("() => window.overlayTap.context.suspend()");
        await stage.WaitForAlarmAsync("Click the button");
        await OverlayTap.TakeAsync(page);
        await page.ClickAsync("#unlock");
        await page.WaitForFunctionAsync("() => window.overlayTap.heard > 24000");

        // Up to half a second of the message lay in the page; what the tap had begun to collect before and the fall to zero are shorter.
        (await page.EvaluateAsync<int>("() => window.overlayTap.last")).ShouldBeLessThan(2_400);
    }

    [SkippableFact]
    public async Task Player_ThatCouldNotBeLoaded_IsLoadedAgainByItself()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false);
        await stage.Context.AddInitScriptAsync("""
            if (isSecureContext) {
              window.loads = 0;
              const load = AudioWorklet.prototype.addModule;
              AudioWorklet.prototype.addModule = function (...what) {
                return ++window.loads === 1 ? Promise.reject(new Error('the worker is not there')) : load.apply(this, what);
              };
            }
            """);

        var page = await stage.OpenPlayingAsync();

        (await page.EvaluateAsync<int>("() => window.loads")).ShouldBe(2);
        (await page.IsVisibleAsync("#notice")).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Page_WithoutAudioWorklet_SaysWhatToDo()
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        await stage.Context.AddInitScriptAsync("delete BaseAudioContext.prototype.audioWorklet");
        var page = await stage.OpenAsync();

        await stage.WaitForAlarmAsync("AudioWorklet");

        (await page.TextContentAsync("#notice-text")).ShouldNotBeNull().ShouldContain("http://127.0.0.1");
    }

    [SkippableFact]
    public async Task Page_WithAWrongKey_SaysSoAndGetsNothing()
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        var page = await stage.Context.NewPageAsync();

        await page.GotoAsync(new Uri(stage.Worker.BaseAddress, "/overlay?key=wrong").ToString());
        await page.WaitForSelectorAsync("#notice:not([hidden])");

        (await page.TextContentAsync("#notice-text")).ShouldNotBeNull().ShouldContain("missing or wrong");
        (await page.EvaluateAsync<string?>("() => document.documentElement.dataset.audio ?? null")).ShouldBeNull();
        stage.Pump.IsOpen.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Health_WhilePagesAreConnected_TellsHowManyAndWhichCounts()
    {
        await using var stage = await OverlayStage.StartAsync(browsers);
        await stage.OpenPlayingAsync();
        await stage.OpenPlayingAsync();

        var sink = (await HealthAsync(stage)).GetProperty("sinks").EnumerateArray().Single(sink => sink.GetProperty("name").GetString() == "overlay");

        sink.GetProperty("state").GetString().ShouldBe("open");
        sink.GetProperty("detail").GetString().ShouldBe("2 pages connected, page 1 counts, it is idle");
    }

    private static async Task<JsonElement> HealthAsync(OverlayStage stage)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = stage.Worker.BaseAddress };
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
        return document.RootElement.Clone();
    }
}
