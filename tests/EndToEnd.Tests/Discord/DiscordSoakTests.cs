using System.Globalization;
using System.Text.Json;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Queue;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Speech without a pause, with people coming and going: nothing is lost, nothing cannot be decrypted, memory stays flat (docs/benchmarks/discord.md).</summary>
public sealed class DiscordSoakTests(ITestOutputHelper output)
{
    private const string LengthVariable = "ISHOWTTS_DISCORD_SOAK_SECONDS";
    private const int SecondsEach = 9; // of one utterance, about
    private static readonly TimeSpan Visit = TimeSpan.FromSeconds(10);

    [SkippableFact]
    public Task Speech_ForHalfAMinute_LosesNothing() => SpeakAsync(TimeSpan.FromSeconds(18), isMemoryJudged: false);

    [SkippableFact]
    [Trait("Category", "Full")]
    public Task Speech_ForHalfAnHour_LosesNothingAndTakesNoMoreMemory()
    {
        var seconds = Environment.GetEnvironmentVariable(LengthVariable) is { Length: > 0 } told ? double.Parse(told, CultureInfo.InvariantCulture) : 1_800;
        return SpeakAsync(TimeSpan.FromSeconds(seconds), isMemoryJudged: seconds >= 300);
    }

    private async Task SpeakAsync(TimeSpan length, bool isMemoryJudged)
    {
        await using var engine = EspeakTestEngine.Require();
        await using var discord = await LoopbackDiscord.StartAsync();
        await discord.JoinAsync(LoopbackWorld.Ann);
        using var limit = new CancellationTokenSource((length * 2) + TimeSpan.FromMinutes(3));
        var directory = Directory.CreateTempSubdirectory("ishowtts-test-");
        try
        {
            var count = Math.Max(2, (int)(length.TotalSeconds / SecondsEach));
            var configuration = await DiscordConfiguration.WriteAsync(discord, directory.FullName);
            var rehearsal = Path.Combine(directory.FullName, "cheers.jsonl");
            await File.WriteAllLinesAsync(rehearsal, Enumerable.Range(1, count).Select(Cheer), limit.Token);
            var data = Path.Combine(directory.FullName, "data");
            using var worker = WorkerProcess.Start(
                "run", "--config", configuration, "--speed", "0", "--data-dir", data, "--port", "0", "--no-console", "--exit-when-idle", "--rehearse", rehearsal);
            var reading = ReadAsync(worker, limit.Token);
            await discord.WaitUntilAsync(state => state.Listener(LoopbackWorld.Ann)?.Audio > 0, "the worker speaks");
            var meters = new[] { new ProcessMeter("worker", worker.Id), new ProcessMeter("bridge", BridgeProcesses.Of(worker.Id).ShouldHaveSingleItem()) };
            var started = TimeProvider.System.GetTimestamp();

            await MeterAsync(discord, meters, reading);
            var took = TimeProvider.System.GetElapsedTime(started);
            (await worker.WaitAsync(limit.Token)).ShouldBe(0);
            var spoken = await ShouldAllBeHeardAsync(data, count, limit.Token);

            var state = discord.State;
            output.WriteLine($"{count} utterances, {spoken.TotalSeconds:F0} s of speech in {took.TotalSeconds:F0} s; {state.Connections.Sum(connection => connection.Packets)} packets, "
                + $"{state.Connections.Sum(connection => connection.Commits)} commits offered; bridge {100 * meters[1].ProcessorSeconds / took.TotalSeconds:F1} % of a core");
            foreach (var meter in meters) output.WriteLine(meter.ToString());
            var ann = state.Listener(LoopbackWorld.Ann)!;
            (ann.Failures, ann.Early, ann.Lost, state.Plaintext, state.Connections.Sum(connection => connection.Bad + connection.Lost)).ShouldBe((0, 0, 0, 0, 0), ann.LastError);
            state.Connections.Count.ShouldBe(1);
            (ann.Audio * 0.02).ShouldBeInRange(spoken.TotalSeconds, spoken.TotalSeconds + (0.04 * count), "every packet of every utterance");
            if (isMemoryJudged)
            {
                meters[0].Third(2).ShouldBeLessThan(meters[0].Third(0) + 40, meters[0].ToString());
                meters[1].Third(2).ShouldBeLessThan(meters[1].Third(0) + 15, meters[1].ToString());
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Samples both processes each second while the worker runs; Bob comes and goes, each time with new keys.</summary>
    private static async Task MeterAsync(LoopbackDiscord discord, ProcessMeter[] meters, Task reading)
    {
        var isThere = false;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        for (var second = 1; !reading.IsCompleted; second++)
        {
            try
            {
                foreach (var meter in meters) meter.Sample();
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                break; // the worker has ended
            }

            if (second % (int)Visit.TotalSeconds == 5)
            {
                await (isThere ? discord.LeaveAsync(LoopbackWorld.Bob) : discord.JoinAsync(LoopbackWorld.Bob));
                isThere = !isThere;
            }

            await timer.WaitForNextTickAsync();
        }

        await reading;
    }

    private static async Task ReadAsync(WorkerProcess worker, CancellationToken cancellationToken)
    {
        // Read, so that a full pipe does not stop it; it ends with the worker.
        while (await worker.ReadLineAsync(cancellationToken) is not null)
        {
        }
    }

    private static string Cheer(int number) => JsonSerializer.Serialize(new
    {
        type = "cheer",
        id = $"cheer-{number}",
        viewer = new { id = $"{number}", login = $"viewer{number}" },
        bits = 100,
        message = $"this is message number {number}, it is as long as most messages are that somebody pays for, and it is spoken to its end in the voice channel",
    });

    private static async Task<TimeSpan> ShouldAllBeHeardAsync(string data, int count, CancellationToken cancellationToken)
    {
        await using var queue = new SqliteUtteranceQueue(new DataDirectory(data), new FixedOptions<QueueOptions>(new QueueOptions()), TimeProvider.System, NullLogger<SqliteUtteranceQueue>.Instance);
        (await queue.OpenAsync(cancellationToken)).ShouldBeEmpty();
        var all = await queue.ListAsync(new UtteranceQuery(Limit: 500), cancellationToken);
        all.Count.ShouldBe(count);
        all.ShouldAllBe(utterance => utterance.State == UtteranceState.Heard && utterance.Attempts == 1 && utterance.Timings.HeardMs == utterance.Timings.AudioMs);
        return TimeSpan.FromMilliseconds(all.Sum(utterance => utterance.Timings.AudioMs!.Value));
    }
}
