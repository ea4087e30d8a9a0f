using System.Text.Json;
using IShowTts.TestKit.BrowserSource;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Pages that are open, say that they play, and do not: people are told, the output's policy decides, and nothing more is spoken to them.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OverlayStalledTests(BrowserFixture browsers)
{
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 24).Select(number => $"word{number}"));

    [SkippableTheory]
    [InlineData("Replay")]
    [InlineData("Mark")]
    public async Task Page_WhoseAudioClockStopsUnnoticedWhileItPlays_RaisesAnAlarmThatStandsAndThePolicyDecides(string policy)
    {
        await using var stage = await OverlayStage.StartAsync(browsers, settings: [("Playout:OnSinkLost", policy), ("BrowserSource:AckMilliseconds", "3000")]);
        var page = await stage.OpenPlayingAsync();
        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, Long));
        await page.WaitForFunctionAsync("() => window.overlayTap.last > 24000");

        var stalled = stage.WaitForAlarmAsync("acknowledged nothing");
        var silent = stage.WaitForAlarmAsync("its audio clock does not run");
        await OverlayTap.StopClockAsync(page);
        await stalled;
        await silent; // it came back, said again that it plays, and was not believed

        stage.Pump.IsOpen.ShouldBeFalse();
        (await page.GetAttributeAsync("html", "data-audio")).ShouldBe("running");
        await ShouldBeToldByTheApiAsync(stage.Worker);
        if (policy == "Mark")
        {
            (await stage.Worker.WaitAsync("m1", UtteranceState.Failed)).Reason.ShouldNotBeNull().Code.ShouldBe("sink-lost");
        }

        await OverlayTap.StartClockAsync(page);
        await stage.Pump.WaitOpenAsync(CancellationToken.None).WaitAsync(OverlayStage.Limit);
        var next = policy == "Mark" ? "m2" : "m1";
        stage.Worker.Source.Give(Chat.Bits("m2", "ann", 500, "and on it goes"));
        var heard = await stage.Worker.WaitAsync(next, UtteranceState.Heard);

        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        stage.Worker.Alarms.Current.ShouldNotContain(standing => standing.Text.Contains("overlay", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Page_ThatNeverSaysThatTheUtteranceEnded_RaisesAnAlarmAndTheMessageIsPlayedAgainInTheNextPage()
    {
        await using var stage = await OverlayStage.StartAsync(browsers, isTapped: false, settings: [("Playout:OnSinkLost", "Replay"), ("BrowserSource:AckMilliseconds", "2000")]);
        await using var forgetful = await OverlayClient.ConnectAsync(stage.Worker.BaseAddress, stage.Key);
        forgetful.TellsEnds = false;
        var alarm = stage.WaitForAlarmAsync("acknowledged nothing");

        stage.Worker.Source.Give(Chat.Bits("m1", "ann", 500, "hello"));
        await alarm;
        await forgetful.WaitUntilAsync(client => client.CloseReason is not null);
        await using var next = await OverlayClient.ConnectAsync(stage.Worker.BaseAddress, stage.Key);
        var heard = await stage.Worker.WaitAsync("m1", UtteranceState.Heard);

        forgetful.CloseReason.ShouldBe("The page did not acknowledge its audio in time.");
        next.Samples.Length.ShouldBe((int)(heard.Timings.AudioMs!.Value * 48), "All of it, from the start.");
    }

    private static async Task ShouldBeToldByTheApiAsync(WorkerFixture worker)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = worker.BaseAddress };
        using var health = JsonDocument.Parse(await client.GetStringAsync(new Uri("/healthz", UriKind.Relative)));

        health.RootElement.GetProperty("alarms").EnumerateArray()
            .ShouldContain(alarm => alarm.GetProperty("text").GetString()!.Contains("audio clock does not run", StringComparison.Ordinal));
        health.RootElement.GetProperty("sinks").EnumerateArray().Single(sink => sink.GetProperty("name").GetString() == "overlay")
            .GetProperty("state").GetString().ShouldBe("lost");
    }
}
