using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>The one writer: callers take turns, each gets one transaction, and nothing is told before its commit.</summary>
/// <remarks>Thread safe. Who waits for a turn holds back only itself, so nothing piles up here.</remarks>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteConnection _connection;
    private readonly string _file;
    private readonly Action<SqliteTransitions> _committed;
    private readonly Action<SqliteTransitions, Utterance, DateTimeOffset>? _finished;
    private readonly SqliteStatements _statements;
    private bool? _isWaitingForTheDisk;
    private bool _isClosed;

    /// <summary>Makes one.</summary>
    /// <param name="connection">The writing connection; stays the caller's.</param>
    /// <param name="file">Name for messages.</param>
    /// <param name="committed">Called after each commit, still in turn, with what it changed.</param>
    /// <param name="finished">Told, inside the transaction, of each utterance that became final; null for nobody.</param>
    public SqliteWriter(
        SqliteConnection connection,
        string file,
        Action<SqliteTransitions> committed,
        Action<SqliteTransitions, Utterance, DateTimeOffset>? finished = null)
    {
        _connection = connection;
        _file = file;
        _committed = committed;
        _finished = finished;
        _statements = new SqliteStatements(connection);
    }

    /// <summary>Runs one transaction; on any error nothing of it stays.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="isPaid">Asked before the transaction: true waits for the disk itself (see ADR 0030).</param>
    /// <param name="cancellationToken">Ends the wait for the turn; a transaction that has begun is finished.</param>
    /// <exception cref="QueueStoreException">The store could not be written; nothing changed.</exception>
    public async ValueTask<T> WriteAsync<T>(Func<SqliteTransitions, T> work, Func<SqliteStatements, bool> isPaid, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            // Waiting for the disk is left to the pool; what is not waited for takes less time than going there.
            return IsPaid(isPaid) ? await Task.Run(() => Transact(work, true), CancellationToken.None) : Transact(work, false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until the one that writes now has finished, then turns away all who wait and all who come.</summary>
    public async ValueTask CloseAsync()
    {
        await _turn.WaitAsync();
        _isClosed = true;
        _turn.Release();
    }

    /// <summary>Call it after <see cref="CloseAsync"/>. The turn is left to the collector: those who are turned away still hold it for a moment.</summary>
    public void Dispose() => _statements.Dispose();

    private bool IsPaid(Func<SqliteStatements, bool> isPaid)
    {
        try
        {
            return isPaid(_statements);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.ToStoreException(e, _file);
        }
    }

    private T Transact<T>(Func<SqliteTransitions, T> work, bool isPaid)
    {
        try
        {
            WaitForTheDisk(isPaid);
            _statements.Execute("BEGIN IMMEDIATE");
            var transitions = new SqliteTransitions(_statements, _finished);
            T result;
            try
            {
                result = work(transitions);
                _statements.Execute("COMMIT");
            }
            catch
            {
                RollBack();
                throw;
            }

            _committed(transitions);
            transitions.AfterCommit?.Invoke();
            return result;
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.ToStoreException(e, _file);
        }
    }

    /// <summary>Not a prepared statement: this pragma acts when it is parsed, so running it again would change nothing.</summary>
    private void WaitForTheDisk(bool isWanted)
    {
        if (_isWaitingForTheDisk != isWanted)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = isWanted ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";
            command.ExecuteNonQuery();
            _isWaitingForTheDisk = isWanted;
        }
    }

    /// <summary>A full disk rolls back by itself; everything else is rolled back here.</summary>
    private void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _statements.Execute("ROLLBACK");
        }
    }
}
