using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>Charts show what the worker measured, live and in every theme.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardChartsTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    /// <summary>Every plot that is drawn, kept for the test.</summary>
    private const string Watched = "import Plot from '/dashboard/vendor/uplot.js?plain'; window.plots = []; export default function (...all) { const plot = new Plot(...all); window.plots.push(plot); return plot; }";

    private const string Points = "() => window.plots.filter(plot => plot.root.isConnected).map(plot => plot.data[0].map((at, i) => [at, plot.data[1][i]]))";

    [SkippableFact]
    public async Task Charts_PointsAndFigures_AreWhatTheApiSays()
    {
        await using var worker = await WorkerFixture.StartAsync(new() { Sinks = [new RecordingSink()] });
        await HearAsync(worker, "m1", "m2", "m3", "m4");
        await using var dashboard = await OpenAsync(worker);
        await dashboard.SeeAsync(".charts-note", "The last 4 heard");
        await HearAsync(worker, "m5"); // comes while one looks
        await dashboard.SeeAsync(".charts-note", "The last 5 heard");
        await dashboard.Page.WaitForFunctionAsync("() => window.plots.filter(plot => plot.root.isConnected).every(plot => plot.data[0].length === 5)");

        var heard = await HeardAsync(worker);
        var charts = (await dashboard.Page.EvaluateAsync<JsonElement>(Points)).EnumerateArray().ToArray();
        charts.Length.ShouldBe(3);
        (Func<JsonElement, double> Of, double Tolerance)[] measures = [(one => Timing(one, "ttfaMs"), 1e-9), (Wait, 1.1), (one => Timing(one, "rtf"), 1e-9)]; // the page reads times of day to the millisecond
        foreach (var (chart, measure) in charts.Zip(measures))
        {
            var points = chart.EnumerateArray().ToArray();
            points.Length.ShouldBe(heard.Length);
            for (var i = 0; i < heard.Length; i++)
            {
                points[i][0].GetDouble().ShouldBe(At(heard[i], "heard").ToUnixTimeMilliseconds() / 1000d, 0.002);
                points[i][1].GetDouble().ShouldBe(measure.Of(heard[i]), measure.Tolerance);
            }
        }

        var rtf = heard.Select(one => Timing(one, "rtf")).Order().ToArray();
        (await dashboard.Page.Locator("section[aria-labelledby=chart-rtf] dd").AllTextContentsAsync()).ShouldBe([Shown(rtf[2]), Shown(rtf[4]), Shown(rtf[4])]);
        var ttfa = heard.Select(one => Timing(one, "ttfaMs")).Order().ToArray();
        (await dashboard.Page.Locator("section[aria-labelledby=chart-ttfa] dd").First.TextContentAsync()).ShouldBe(Duration(ttfa[2]));

        static string Shown(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
    }

    [SkippableFact]
    public async Task Theme_Changed_RedrawsTheNewestPoints()
    {
        await using var worker = await WorkerFixture.StartAsync(new() { Sinks = [new RecordingSink()] });
        await HearAsync(worker, "m1", "m2");
        await using var dashboard = await OpenAsync(worker);
        await dashboard.SeeAsync(".charts-note", "The last 2 heard");
        await HearAsync(worker, "m3");
        await dashboard.SeeAsync(".charts-note", "The last 3 heard");
        var before = await dashboard.Page.EvaluateAsync<int>("() => window.plots.length");

        await dashboard.Button("Colours").ClickAsync();
        await dashboard.Page.WaitForFunctionAsync("before => window.plots.length === before + 3", before);

        var charts = (await dashboard.Page.EvaluateAsync<JsonElement>(Points)).EnumerateArray().ToArray();
        charts.Length.ShouldBe(3);
        charts.ShouldAllBe(chart => chart.GetArrayLength() == 3);
    }

    private async Task<DashboardPage> OpenAsync(WorkerFixture worker)
    {
        var dashboard = await DashboardPage.OpenBlankAsync(Browsers);
        await dashboard.Page.RouteAsync("**/vendor/uplot.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = Watched }));
        await dashboard.Page.GotoAsync(new Uri(worker.BaseAddress, "/#charts").ToString());
        return dashboard;
    }

    private static async Task HearAsync(WorkerFixture worker, params string[] ids)
    {
        foreach (var id in ids)
        {
            worker.Source.Give(Chat.Message(id, $"viewer_{id}", $"words of {id}"));
            await worker.WaitAsync(id, UtteranceState.Heard);
        }
    }

    /// <summary>What the API tells, the oldest first.</summary>
    private static async Task<JsonElement[]> HeardAsync(WorkerFixture worker)
    {
        using var client = new HttpClient { BaseAddress = worker.BaseAddress };
        var all = await client.GetFromJsonAsync<JsonElement>("/api/utterances?state=heard");
        return [.. all.EnumerateArray().OrderBy(one => At(one, "heard"))];
    }

    private static DateTimeOffset At(JsonElement utterance, string state) => utterance.GetProperty("timestamps").GetProperty(state).GetDateTimeOffset();

    private static double Timing(JsonElement utterance, string name) => utterance.GetProperty("timings").GetProperty(name).GetDouble();

    private static double Wait(JsonElement utterance) => (At(utterance, "playing") - At(utterance, "queued")).TotalMilliseconds;

    private static string Duration(double ms) => ms switch
    {
        < 1_000 => $"{Math.Floor(ms + 0.5).ToString(CultureInfo.InvariantCulture)} ms",
        < 10_000 => $"{(ms / 1_000).ToString("F1", CultureInfo.InvariantCulture)} s",
        _ => $"{Math.Floor((ms / 1_000) + 0.5).ToString(CultureInfo.InvariantCulture)} s",
    };
}
