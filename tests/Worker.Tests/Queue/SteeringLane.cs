using System.Collections.Immutable;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>One queue file and the persons at its dashboard who die over it; after each death the queue must be as before or after the step under way.</summary>
internal sealed class SteeringLane(int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _steps = [];

    // A kill leaves the page cache alone, so a file system in memory proves the same and spares the disk.
    private readonly DirectoryInfo _folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", "ishowtts-steer-" + Guid.NewGuid().ToString("N")))
        : Directory.CreateTempSubdirectory("ishowtts-steer-");

    private SteeredQueue _known = SteeredQueue.Empty;
    private SteeringStep? _underWay;

    /// <summary>Children that were killed while they worked.</summary>
    public int Kills { get; private set; }

    /// <summary>Kills in the middle of a step that was found done, and those in which it was found not begun.</summary>
    public (int Done, int NotBegun) Interrupted { get; private set; }

    /// <summary>Steps that were told as done, by kind.</summary>
    public IReadOnlyDictionary<string, int> Steps => _steps;

    /// <summary>Starts a child, kills it at a random point, and looks what it left.</summary>
    public async Task KillOneAsync()
    {
        _underWay = null;
        using (var child = CrashChild.Start(_folder.FullName, _random.Next(), "steer"))
        {
            await child.KillAsync(_random.Next(8) == 0 ? 1 : 2 + _random.Next(80), _random.Next(20_000), Note);
        }

        Kills++;
        await using var queue = new SqliteUtteranceQueue(
            new DataDirectory(_folder.FullName), new FixedOptions<QueueOptions>(new QueueOptions { ChatTimeToLiveSeconds = 0 }), TimeProvider.System, NullLogger<SqliteUtteranceQueue>.Instance);
        await queue.OpenAsync(default);
        Look(await SteeredQueue.ReadAsync(queue));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private void Look(SteeredQueue found)
    {
        var isBefore = found.IsSame(_known);
        if (_underWay is { } step)
        {
            (isBefore || _known.Becomes(found, step)).ShouldBeTrue($"killed in {step}: neither before nor after");
            Interrupted = isBefore ? (Interrupted.Done, Interrupted.NotBegun + 1) : (Interrupted.Done + 1, Interrupted.NotBegun);
        }
        else
        {
            isBefore.ShouldBeTrue("what was told as done is not what is there");
        }

        var copies = found.Rows.Values.Where(row => row.Origin is not null).ToList();
        copies.Where(row => found.Rows[row.Origin!].State == UtteranceState.Rejected).GroupBy(row => row.Origin).ShouldAllBe(released => released.Count() == 1);
        copies.Where(row => !row.State.IsFinal()).GroupBy(row => row.Origin).ShouldAllBe(waiting => waiting.Count() == 1);
        _known = found;
    }

    /// <summary>A line that was cut by the kill lacks its point; then it was not said.</summary>
    private void Note(string line)
    {
        switch (line.Split(' '))
        {
            case ["will", var kind, var id, var argument, "."]:
                _underWay = new SteeringStep(kind, id, argument);
                break;
            case ["did", var kind, var id, var argument, var changed, var state, var origin, var order, "."]:
                var step = new SteeringStep(kind, id, argument);
                _underWay.ShouldBe(step);
                var rows = changed == "-" ? _known.Rows : _known.Rows.SetItem(changed, new SteeredRow(Enum.Parse<UtteranceState>(state), origin == "-" ? null : origin));
                var now = new SteeredQueue([.. order.Split(',', StringSplitOptions.RemoveEmptyEntries)], rows);
                (_known.Becomes(now, step) || (changed == "-" && now.IsSame(_known))).ShouldBeTrue($"done otherwise than asked: {line}");
                _known = now;
                _underWay = null;
                _steps[kind] = _steps.GetValueOrDefault(kind) + 1;
                break;
        }
    }
}
