using IShowTts.TestKit.Queue;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>One queue file and the child processes that die over it, one after the other, and what they said before.</summary>
internal sealed class CrashLane(int seed) : IDisposable
{
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
        // After the first line it opens the file, so at least one kill in four falls into the recovery.
        using var child = CrashChild.Start(_folder.FullName, _random.Next(), "work");
        await child.KillAsync(_random.Next(4) == 0 ? 1 : 1 + _random.Next(60), _random.Next(20_000), Note);
        Kills++;
    }

    /// <summary>Lets a last child finish everything, then compares the file with what was said.</summary>
    public async Task CheckAsync()
    {
        using (var child = CrashChild.Start(_folder.FullName, _random.Next(), "drain"))
        {
            (await child.ReadRestAsync(Note)).ShouldBe(0);
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
