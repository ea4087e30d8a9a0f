using BenchmarkDotNet.Attributes;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Microsoft.Data.Sqlite;

namespace IShowTts.Benchmarks;

/// <summary>Operations of the durable queue, beside a bare insert into the same database in the same run. All on the disk of the temporary folder.</summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // GlobalCleanup disposes them
public class QueueBenchmarks
#pragma warning restore CA1001
{
    private const int Waiting = 100;
    private static readonly string s_text = new('x', 120);
    private readonly SqliteQueueHome _home = new();
    private SqliteConnection _raw = null!;
    private SqliteCommand _insert = null!;

    // Not asynchronous: the in-process toolchain does not wait for a task of a setup.
    [GlobalSetup]
    public void Open() => OpenAsync().GetAwaiter().GetResult();

    private async Task OpenAsync()
    {
        _home.Options.CurrentValue.Capacity = 100_000;
        _home.Options.CurrentValue.HistoryLimit = 10_000;
        await _home.OpenAsync();
        for (var i = 0; i < Waiting; i++)
        {
            await _home.Queue.Add(TestUtterance.Chat("waiting" + (i % 20), s_text, priority: -1));
        }

        _raw = new SqliteConnection($"Data Source={Path.Combine(_home.Directory.Root, "raw.db")};Pooling=False");
        _raw.Open();
        Run("PRAGMA journal_mode=WAL; CREATE TABLE raw (id INTEGER PRIMARY KEY, text TEXT)");
        _insert = _raw.CreateCommand();
        _insert.CommandText = "INSERT INTO raw (text) VALUES (@text)";
        _insert.Parameters.AddWithValue("@text", new string('x', 400));
    }

    [GlobalSetup(Target = nameof(RawInsertFull))]
    public void OpenFull()
    {
        Open();
        Run("PRAGMA synchronous=FULL");
    }

    [GlobalSetup(Target = nameof(RawInsertNormal))]
    public void OpenNormal()
    {
        Open();
        Run("PRAGMA synchronous=NORMAL");
    }

    [GlobalCleanup]
    public void Close() => CloseAsync().GetAwaiter().GetResult();

    private async Task CloseAsync()
    {
        await _insert.DisposeAsync();
        await _raw.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Benchmark(Baseline = true, Description = "bare insert, NORMAL")]
    public int RawInsertNormal() => _insert.ExecuteNonQuery();

    [Benchmark(Description = "bare insert, FULL")]
    public int RawInsertFull() => _insert.ExecuteNonQuery();

    [Benchmark(Description = "record a rejected chat message")]
    public async Task AddRejected() => await _home.Queue.Add(TestUtterance.Chat("ana", s_text) with { State = UtteranceState.Rejected });

    [Benchmark(Description = "chat: add, take, playing, heard, 100 others waiting")]
    public async Task HearChat()
    {
        await _home.Queue.Add(TestUtterance.Chat("ana", s_text));
        await _home.Queue.HearNext(1000);
    }

    [Benchmark(Description = "paid: add, take, playing, heard, 100 others waiting")]
    public async Task HearPaid()
    {
        await _home.Queue.Add(TestUtterance.Paid("bob", s_text));
        await _home.Queue.HearNext(1000);
    }

    private void Run(string sql)
    {
        using var command = _raw.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
