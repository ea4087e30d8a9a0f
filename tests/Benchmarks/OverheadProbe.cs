using System.Diagnostics;
using System.Globalization;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.Benchmarks;

/// <summary>From an event given by its source to the first sample at the sink: everything of the worker but the engine's own time and the sink's buffer.</summary>
internal static class OverheadProbe
{
    private const int WarmUp = 50;
    private const int Messages = 500;

    /// <summary>Measures.</summary>
    /// <returns>The result as Markdown.</returns>
    public static async Task<string> RunAsync()
    {
        var sink = new ProbeSink();
        var engine = new FakeSynthesizer { WordDuration = TimeSpan.FromMilliseconds(20), ChunkDuration = TimeSpan.FromMilliseconds(20) };
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            Engine = engine,
            ConfigureServices = services =>
            {
                services.RemoveAll<IAudioSink>();
                services.AddSingleton<IAudioSink>(sink);
            },
        });
        var milliseconds = new List<double>(Messages);
        for (var number = 0; number < WarmUp + Messages; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"m{number}");
            var heard = sink.Arm();
            var start = Stopwatch.GetTimestamp();
            worker.Source.Give(Chat.Message(id, $"viewer{number}", $"hello number {number} how are you today"));
            var elapsed = Stopwatch.GetElapsedTime(start, await heard.WaitAsync(TimeSpan.FromSeconds(30)));
            await worker.WaitAsync(id, UtteranceState.Heard);
            if (number >= WarmUp)
            {
                milliseconds.Add(elapsed.TotalMilliseconds);
            }
        }

        milliseconds.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             One chat message at a time through the real host: source, intake, filters, SQLite queue on disk, speaker, player, sink. The engine answers at once,
             the sink has no buffer. {Messages} messages after {WarmUp} to warm up. Aim: p95 below 20 ms.

             | | ms |
             | --- | --- |
             | p50 | {At(milliseconds, 0.50):F2} |
             | p95 | {At(milliseconds, 0.95):F2} |
             | p99 | {At(milliseconds, 0.99):F2} |
             | longest | {milliseconds[^1]:F2} |
             """);
    }

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Min(sorted.Count - 1, part * sorted.Count)];
}
