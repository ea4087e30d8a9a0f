using System.Text.Json;
using IShowTts.TestKit.Hosting;
using IShowTts.Tts.Synthesis;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>"Listen here": the joints of its pieces add up to exactly what came, and it plays and stops.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DashboardPlayerTests(BrowserFixture browsers) : DashboardTest(browsers)
{
    /// <summary>Cuts a stream into chunks of odd lengths, adds the pieces up where they are to start, and gives back the largest error and the largest step.</summary>
    private const string AddUp = """
        async ({ lateAt }) => {
          const { Schedule } = await import('/dashboard/player-schedule.js');
          const rate = 48000, total = 48000;
          const wave = Float32Array.from({ length: total }, (_, i) => 0.8 * Math.sin(i / 20) + 0.1 * Math.sin(i / 3));
          const schedule = new Schedule(rate);
          const out = new Float32Array(rate * 4);
          let seed = 7, at = 0, now = 0, last = 0;
          const take = (piece) => {
            if (!piece) return;
            const start = Math.round(piece.at * rate);
            piece.samples.forEach((sample, i) => { out[start + i] += sample; });
            last = start + piece.samples.length;
          };
          while (at < total) {
            seed = (seed * 1103515245 + 12345) % 2147483648;
            const length = Math.min(total - at, 1 + seed % 5000);
            if (lateAt && at >= lateAt && now === 0) now = last / rate + 0.5;
            take(schedule.push(wave.subarray(at, at + length), now));
            at += length;
          }
          take(schedule.end(now));
          const first = schedule.lead;
          let error = 0, step = 0;
          for (let i = schedule.fade; i < total - schedule.fade; i++) error = Math.max(error, Math.abs(out[first + i] - wave[i]));
          for (let i = 1; i < out.length; i++) step = Math.max(step, Math.abs(out[i] - out[i - 1]));
          return { error, step, gaps: schedule.gaps };
        }
        """;

    [SkippableFact]
    public async Task Pieces_ThatComeInTime_AddUpToExactlyTheStream()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress);

        var result = await dashboard.Page.EvaluateAsync<JsonElement>(AddUp, new { lateAt = 0 });

        result.GetProperty("gaps").GetInt32().ShouldBe(0);
        result.GetProperty("error").GetDouble().ShouldBeLessThan(1e-5);
    }

    [SkippableFact]
    public async Task Piece_ThatComesLate_FadesOutAndInWithoutAStep()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress);

        var result = await dashboard.Page.EvaluateAsync<JsonElement>(AddUp, new { lateAt = 20_000 });

        result.GetProperty("gaps").GetInt32().ShouldBe(1);
        // The steepest step of the wave itself is 0.073; a click would be near 0.9.
        result.GetProperty("step").GetDouble().ShouldBeLessThan(0.09);
    }

    [SkippableFact]
    public async Task Events_SplitAnywhere_AreReadWhole()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenAsync(Browsers, worker.BaseAddress);

        var read = await dashboard.Page.EvaluateAsync<string[]>("""
            async () => {
              const { readEvents } = await import('/dashboard/player-schedule.js');
              const bytes = new TextEncoder().encode(': hi\r\nevent: start\r\ndata: {"a":1}\r\n\r\ndata: ü\ndata: second\n\nevent: end\ndata: {}\n\ndata: cut off');
              const found = [];
              for (let size = 1; size < 9; size++) {
                const body = new ReadableStream({ start(c) { for (let i = 0; i < bytes.length; i += size) c.enqueue(bytes.slice(i, i + size)); c.close(); } });
                const events = [];
                for await (const { event, data } of readEvents(body)) events.push(`${event}=${data}`);
                found.push(events.join('|'));
              }
              return [...new Set(found)];
            }
            """);

        read.ShouldBe(["start={\"a\":1}|message=ü\nsecond|end={}"]);
    }

    [SkippableFact]
    public async Task Listen_OnAHeardMessage_PlaysHereAndNotOnStream()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        worker.Source.Give(Chat.Message("m1", "ann", "one two three four"));
        await dashboard.SeeAsync(".past.heard .said", "one two three four");
        var heardOnStream = worker.Sink.HeardDuration;
        var requests = worker.Engine.Requests.Count(IsIt);

        await dashboard.Button("Listen here: ").First.ClickAsync();

        await dashboard.SeeAsync(".player", "one two three four");
        await dashboard.SeeGoneAsync(".player");
        (await dashboard.Page.Locator(".toast.error").CountAsync()).ShouldBe(0);
        worker.Engine.Requests.Count(IsIt).ShouldBe(requests + 1);
        worker.Sink.HeardDuration.ShouldBe(heardOnStream);

        static bool IsIt(SynthesisRequest request) => request.Text.Contains("one two three four", StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Listen_Stopped_EndsTheSynthesisToo()
    {
        await using var worker = await WorkerFixture.StartAsync();
        await using var dashboard = await DashboardPage.OpenSignedInAsync(Browsers, worker);
        worker.Source.Give(Chat.Message("m1", "ann", "one two three four"));
        await dashboard.SeeAsync(".past.heard .said", "one two three four");
        var stopped = new TaskCompletionSource();
        worker.Engine.BeforeChunk = (_, chunk, token) =>
        {
            if (chunk < 3)
            {
                return ValueTask.CompletedTask;
            }

            token.Register(() => stopped.TrySetResult());
            return DashboardScenes.UntilEndedAsync(token);
        };

        await dashboard.Button("Listen here: ").First.ClickAsync();
        await dashboard.Button("Stop", ".player").ClickAsync();

        await dashboard.SeeGoneAsync(".player");
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
