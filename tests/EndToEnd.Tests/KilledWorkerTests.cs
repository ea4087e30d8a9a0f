using System.Text.Json;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Queue;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.EndToEnd.Tests;

/// <summary>The whole worker, as a process, killed again and again: nothing paid is lost, nothing ends twice.</summary>
public sealed class KilledWorkerTests
{
    private const int Cheers = 6;
    private static readonly string[] KillAt = ["synthesizing", "playing", "heard", "playing"];

    [SkippableFact]
    public async Task Kill_AtEveryStep_EachPaidUtteranceIsHeardInTheEndAndOnlyOnce()
    {
        await using var engine = EspeakTestEngine.Require();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var directory = Directory.CreateTempSubdirectory("ishowtts-test-");
        try
        {
            var rehearsal = Path.Combine(directory.FullName, "cheers.jsonl");
            await File.WriteAllLinesAsync(rehearsal, Enumerable.Range(1, Cheers).Select(Line), limit.Token);
            var nothing = Path.Combine(directory.FullName, "nothing.jsonl");
            await File.WriteAllTextAsync(nothing, "# the events came in the first run\n", limit.Token);
            var configuration = Path.Combine(directory.FullName, "ishowtts.json");
            await File.WriteAllTextAsync(configuration, """{ "Queue": { "MaxAttempts": 10 } }""", limit.Token);
            string[] arguments =
                ["run", "--config", configuration, "--speed", "0", "--sink", "null", "--data-dir", Path.Combine(directory.FullName, "data"), "--port", "0", "--no-console", "--rehearse"];

            using (var first = WorkerProcess.Start([.. arguments, rehearsal]))
            {
                await ReadUntilAsync(first, "queued", limit.Token, Cheers);
                first.Kill();
            }

            foreach (var moment in KillAt)
            {
                using var worker = WorkerProcess.Start([.. arguments, nothing]);
                await ReadUntilAsync(worker, moment, limit.Token);
                worker.Kill();
            }

            using (var last = WorkerProcess.Start([.. arguments, nothing, "--exit-when-idle"]))
            {
                await ReadUntilAsync(last, null, limit.Token);
                (await last.WaitAsync(limit.Token)).ShouldBe(0);
            }

            await ShouldAllBeHeardOnceAsync(new DataDirectory(Path.Combine(directory.FullName, "data")), limit.Token);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Line(int number) => JsonSerializer.Serialize(new
    {
        type = "cheer", id = $"cheer-{number}", viewer = new { id = $"{number}", login = $"viewer{number}" }, bits = 100, message = $"number {number}",
    });

    private static async Task ReadUntilAsync(WorkerProcess worker, string? word, CancellationToken cancellationToken, int times = 1)
    {
        while (await worker.ReadLineAsync(cancellationToken) is { } line)
        {
            if (word is not null && line.Contains($" {word} ", StringComparison.Ordinal) && --times == 0)
            {
                return;
            }
        }

        word.ShouldBeNull("the worker ended before it said so");
    }

    private static async Task ShouldAllBeHeardOnceAsync(DataDirectory data, CancellationToken cancellationToken)
    {
        await using var queue = new SqliteUtteranceQueue(data, new FixedOptions<QueueOptions>(new QueueOptions()), TimeProvider.System, NullLogger<SqliteUtteranceQueue>.Instance);
        (await queue.OpenAsync(cancellationToken)).ShouldBeEmpty();
        var all = await queue.ListAsync(new UtteranceQuery(Limit: 500), cancellationToken);
        all.Select(utterance => utterance.EventId.Split(':')[^1]).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, Cheers).Select(number => $"cheer-{number}"));
        all.ShouldAllBe(utterance => utterance.State == UtteranceState.Heard);
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heard = new List<string>();
        await foreach (var transition in queue.WatchAsync(0, watch.Token))
        {
            if (transition.Utterance.State == UtteranceState.Heard && transition.From != UtteranceState.Heard)
            {
                heard.Add(transition.Utterance.EventId);
                if (heard.Count == Cheers)
                {
                    break;
                }
            }
        }

        heard.Distinct(StringComparer.Ordinal).Count().ShouldBe(Cheers);
    }
}
