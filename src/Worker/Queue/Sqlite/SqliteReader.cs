using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>The reading connection: callers take turns; it sees what is committed and never waits for the writer.</summary>
/// <remarks>Thread safe. It reads on the caller's thread: a page of 500 utterances takes a few milliseconds.</remarks>
internal sealed class SqliteReader(SqliteConnection connection, string file) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteStatements _statements = new(connection);
    private bool _isClosed;

    /// <summary>Reads.</summary>
    /// <exception cref="QueueStoreException">The store could not be read.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return work(_statements);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.ToStoreException(e, file);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until the one that reads now has finished, then turns away all who wait and all who come.</summary>
    public async ValueTask CloseAsync()
    {
        await _turn.WaitAsync();
        _isClosed = true;
        _turn.Release();
    }

    /// <summary>Call it after <see cref="CloseAsync"/>. The turn is left to the collector: those who are turned away still hold it for a moment.</summary>
    public void Dispose() => _statements.Dispose();
}
