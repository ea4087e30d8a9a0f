using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteWriterTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ishowtts-writer-");
    private readonly SqliteConnection _connection;
    private readonly SqliteWriter _writer;
    private int _commits;

    public SqliteWriterTests()
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "x.db")};Pooling=False");
        _connection.Open();
        Read("PRAGMA journal_mode=WAL");
        _writer = new SqliteWriter(_connection, "x.db", _ => _commits++);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Write_PaidAndFreeInTurn_WaitsForTheDiskExactlyWhenPaid()
    {
        var levels = new List<object?>();

        foreach (var isPaid in (bool[])[true, false, true, true, false, false, true])
        {
            levels.Add(await _writer.WriteAsync(_ => Read("PRAGMA synchronous"), _ => isPaid, default));
        }

        const long full = 2;
        const long normal = 1;
        levels.ShouldBe([full, normal, full, full, normal, normal, full]);
    }

    [Fact]
    public async Task Write_WorkThrows_NothingStaysAndTheNextOneWorks()
    {
        await _writer.WriteAsync(t => t.Statements.Execute("CREATE TABLE t (a INTEGER) STRICT"), static _ => false, default);

        await Should.ThrowAsync<InvalidTimeZoneException>(async () => await _writer.WriteAsync<int>(
            t =>
            {
                t.Statements.Execute("INSERT INTO t VALUES (1)");
                throw new InvalidTimeZoneException();
            },
            static _ => false,
            default));
        var error = await Should.ThrowAsync<QueueStoreException>(async () => await _writer.WriteAsync(
            t => t.Statements.Execute("INSERT INTO t VALUES ('no number')"), static _ => false, default));

        error.Code.ShouldBe("io");
        (await _writer.WriteAsync(t => t.Statements.Number("SELECT COUNT(*) FROM t"), static _ => false, default)).ShouldBe(0);
        _commits.ShouldBe(2);
    }

    [Fact]
    public async Task Close_WhileOthersWait_FinishesTheOneAndTurnsTheOthersAway()
    {
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var writing = Task.Run(async () => await _writer.WriteAsync(
            t =>
            {
                begun.Set();
                goOn.Wait(Limit).ShouldBeTrue();
                return t.Statements.Execute("CREATE TABLE t (a INTEGER)");
            },
            static _ => true,
            default));
        begun.Wait(Limit).ShouldBeTrue();
        var closing = _writer.CloseAsync().AsTask();
        var waiting = _writer.WriteAsync(static _ => 1, static _ => false, default).AsTask();

        goOn.Set();

        await writing.WaitAsync(Limit);
        await closing.WaitAsync(Limit);
        await Should.ThrowAsync<ObjectDisposedException>(waiting);
        Read("SELECT COUNT(*) FROM sqlite_schema").ShouldBe(1L);
    }

    private object? Read(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
