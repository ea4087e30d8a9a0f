using System.Diagnostics;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>One queue file and the child processes that die over it, one after the other, and what they said before.</summary>
internal sealed class CrashLane(int seed) : IDisposable
{
    /// <summary>For each child: longer than any takes, shorter than the time after which a test run counts as hung.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, bool> _added = [];
    private readonly Dictionary<string, string> _final = [];
    private readonly HashSet<string> _ended = [];

    // A kill leaves the page cache alone, so a file system in memory proves the same and spares the disk.
    private readonly DirectoryInfo _folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", "ishowtts-crash-" + Guid.NewGuid().ToString("N")))
        : Directory.CreateTempSubdirectory("ishowtts-crash-");

    /// <summary>Children that were killed while they worked.</summary>
    public int Kills { get; private set; }

    /// <summary>Utterances that the children were told are stored.</summary>
    public int Added => _added.Count;

    /// <summary>Starts a child and kills it at a random point.</summary>
    public async Task KillOneAsync()
    {
        using var child = Start("work");
        using var limit = new CancellationTokenSource(s_limit);
        for (var lines = _random.Next(4) == 0 ? 0 : _random.Next(60); lines >= 0; lines--)
        {
            if (await child.StandardOutput.ReadLineAsync(limit.Token) is not { } line)
            {
                throw new InvalidOperationException("The child ended by itself: " + await child.StandardError.ReadToEndAsync());
            }

            Note(line);
        }

        // After the first line it opens the file, so at least one kill in four falls into the recovery.
        // It goes on working while we spin, so the kill does not always follow a line.
        for (var spins = _random.Next(20_000); spins > 0; spins--)
        {
            Thread.SpinWait(10);
        }

        child.HasExited.ShouldBeFalse();
        child.Kill();
        Kills++;
        await ReadRestAsync(child);
    }

    /// <summary>Lets a last child finish everything, then compares the file with what was said.</summary>
    public async Task CheckAsync()
    {
        using (var child = Start("drain"))
        {
            await ReadRestAsync(child);
            child.ExitCode.ShouldBe(0);
        }

        await using var queue = new SqliteUtteranceQueue(
            new DataDirectory(_folder.FullName), new FixedOptions<QueueOptions>(new QueueOptions()), TimeProvider.System, NullLogger<SqliteUtteranceQueue>.Instance);
        await queue.OpenAsync(default);
        foreach (var (id, isPaid) in _added)
        {
            var stored = await queue.Now(id);
            stored.State.ShouldBeOneOf([.. isPaid ? PaidEnds : AllEnds]);
        }

        foreach (var (id, state) in _final)
        {
            (await queue.Now(id)).State.ToString().ShouldBe(state);
        }

        await EachEndsOnce(queue);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<UtteranceState> PaidEnds =>
        [UtteranceState.Heard, UtteranceState.Skipped, UtteranceState.Cancelled, UtteranceState.Failed, UtteranceState.Held];

    private static IEnumerable<UtteranceState> AllEnds => [.. PaidEnds, UtteranceState.Expired];

    private static async Task EachEndsOnce(SqliteUtteranceQueue queue)
    {
        var last = (await queue.Add(TestUtterance.Manual())).Utterance.Id;
        var ended = new HashSet<string>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var transition in queue.WatchAsync(0, limit.Token))
        {
            if (transition.Utterance.Id == last)
            {
                break;
            }

            ended.ShouldNotContain(transition.Utterance.Id);
            if (transition.Utterance.State.IsFinal())
            {
                ended.Add(transition.Utterance.Id);
            }
        }
    }

    private Process Start(string mode)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IShowTts.QueueCrash.dll"));
        start.ArgumentList.Add(_folder.FullName);
        start.ArgumentList.Add(_random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture));
        start.ArgumentList.Add(mode);
        return Process.Start(start) ?? throw new InvalidOperationException("The child did not start.");
    }

    private async Task ReadRestAsync(Process child)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (await child.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            Note(line);
        }

        await child.WaitForExitAsync(limit.Token);
    }

    /// <summary>The last line may be cut by the kill; then nothing was said.</summary>
    private void Note(string line)
    {
        switch (line.Split(' '))
        {
            case ["added", { Length: 32 } id, "paid" or "chat"]:
                _added.Add(id, line.EndsWith("paid", StringComparison.Ordinal));
                break;
            case ["final", { Length: 32 } id, { Length: > 0 } state] when Enum.TryParse<UtteranceState>(state, out _):
                _final.Add(id, state);
                break;
            case ["ended", { Length: 32 } id]:
                _ended.Add(id).ShouldBeTrue("heard to its end twice");
                break;
            case ["repeat", { Length: 32 } id, { Length: 32 } same]:
                same.ShouldBe(id);
                break;
        }
    }
}
