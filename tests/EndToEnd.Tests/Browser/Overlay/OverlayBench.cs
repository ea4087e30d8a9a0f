using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using Xunit.Abstractions;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Measures, in real time, how soon the page is heard and how soon it is silent: docs/benchmarks/overlay.md. Runs with ISHOWTTS_BENCH=1 only.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OverlayBench(BrowserFixture browsers, ITestOutputHelper output)
{
    private const int Rounds = 20;
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 80).Select(number => $"word{number}"));

    [SkippableFact]
    public async Task Latency_OfBeginningAndOfSkipping()
    {
        Skip.If(Environment.GetEnvironmentVariable("ISHOWTTS_BENCH") != "1", "Set ISHOWTTS_BENCH=1 to measure.");
        await using var stage = await OverlayStage.StartAsync(browsers);
        var page = await stage.OpenPlayingAsync();
        var beginnings = new List<double>();
        var ends = new List<double>();

        for (var round = 0; round <= Rounds; round++)
        {
            await OverlayTap.TakeAsync(page);
            stage.Worker.Source.Give(Chat.Bits($"m{round}", "ann", 500, Long));
            await stage.Worker.WaitAsync($"m{round}", UtteranceState.Playing);
            var playing = Now();
            await page.WaitForFunctionAsync("() => window.overlayTap.last > 24000");
            var skipped = Now();
            await stage.Worker.Control.SkipAsync(new Actor("streamer", "test"), CancellationToken.None);
            await OverlayTap.WaitQuietAsync(page, 24_000);
            var (first, last) = await OverlayTap.TimesAsync(page);
            if (round > 0)
            {
                beginnings.Add(first - playing);
                ends.Add(last - skipped);
            }
        }

        output.WriteLine($"committed as playing → first sample: {Show(beginnings)}");
        output.WriteLine($"skip call → last sample: {Show(ends)}");
        ends.Count.ShouldBe(Rounds);
    }

    private static double Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Show(List<double> times)
    {
        var sorted = times.Order().ToArray();
        return $"p50 {sorted[Rounds / 2]:F0} ms, p95 {sorted[(int)(Rounds * 0.95) - 1]:F0} ms, longest {sorted[^1]:F0} ms";
    }
}
