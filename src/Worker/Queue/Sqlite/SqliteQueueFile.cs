using IShowTts.Tts.Files;
using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>The database file: opened for one worker alone, checked before anything is written, brought to this worker's schema.</summary>
/// <remarks>The lock is on a file beside it, held by the operating system for this process, so that a killed worker leaves none behind.</remarks>
internal sealed class SqliteQueueFile : IDisposable
{
    // What the operating systems say when a file cannot be opened: errno on Unix, HRESULT on Windows.
    private const int WouldBlock = 11;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _lock;

    private SqliteQueueFile(string path, FileStream @lock, SqliteConnection writer, SqliteConnection reader)
    {
        Path = path;
        _lock = @lock;
        Writer = writer;
        Reader = reader;
    }

    /// <summary>The database.</summary>
    public string Path { get; }

    /// <summary>The one connection that writes.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>A connection that only reads, and does not wait for the writer.</summary>
    public SqliteConnection Reader { get; }

    /// <summary>Opens the file, making it when it is not there.</summary>
    /// <param name="path">Absolute path; its folder exists.</param>
    /// <param name="options">Size limit.</param>
    /// <param name="now">Time of a schema change.</param>
    /// <exception cref="QueueStoreException">It is corrupt, read-only, locked, newer than this worker, or the disk is full. Nothing was overwritten.</exception>
    public static SqliteQueueFile Open(string path, QueueOptions options, DateTimeOffset now)
    {
        var @lock = Lock(path);
        SqliteConnection? writer = null;
        SqliteConnection? reader = null;
        try
        {
            Make(path);
            writer = Connect(path, SqliteOpenMode.ReadWriteCreate);
            Check(writer, path);
            Configure(writer, options);
            Migrate(writer, now);
            reader = Connect(path, SqliteOpenMode.ReadWrite);
            Run(reader, "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY;");
            return new SqliteQueueFile(path, @lock, writer, reader);
        }
        catch (SqliteException e)
        {
            Close(reader, writer, @lock);
            throw SqliteErrors.ToStoreException(e, path);
        }
        catch
        {
            Close(reader, writer, @lock);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close(Reader, Writer, _lock);

    private static void Close(SqliteConnection? reader, SqliteConnection? writer, FileStream @lock)
    {
        reader?.Dispose();
        writer?.Dispose();
        @lock.Dispose();
    }

    private static FileStream Lock(string path) => OpenPrivate(path + ".lock", path, FileMode.OpenOrCreate);

    /// <summary>Makes an empty file that only this user can read; SQLite gives its companions the same mode.</summary>
    private static void Make(string path)
    {
        if (!File.Exists(path))
        {
            OpenPrivate(path, path, FileMode.CreateNew).Dispose();
        }
    }

    private static FileStream OpenPrivate(string file, string path, FileMode mode)
    {
        var options = PrivateFile.Options(mode);
        options.Access = FileAccess.ReadWrite;
        options.Share = FileShare.None;
        try
        {
            return new FileStream(file, options);
        }
        catch (UnauthorizedAccessException e)
        {
            throw SqliteErrors.ReadOnly(path, e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw SqliteErrors.ReadOnly(path, e);
        }
        catch (IOException e)
        {
            throw e.HResult switch
            {
                ReadOnlyFileSystem => SqliteErrors.ReadOnly(path, e),
                NoSpace => SqliteErrors.DiskFull(path, e),
                WouldBlock or WouldBlockOnMac or SharingViolation => SqliteErrors.LockedFile(path, e),
                _ => SqliteErrors.Io(path, e),
            };
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads only: what it finds wrong is told before anything was written.</summary>
    private static void Check(SqliteConnection connection, string path)
    {
        var owner = Number(connection, "PRAGMA application_id");
        var tables = Number(connection, "SELECT COUNT(*) FROM sqlite_schema");
        if (tables == 0)
        {
            return;
        }

        if (owner != SqliteSchema.ApplicationId)
        {
            throw SqliteErrors.CorruptFile(path, "its tables belong to another program");
        }

        var version = Number(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_version");
        if (version > SqliteSchema.Version)
        {
            throw SqliteErrors.NewerSchema(path, version, SqliteSchema.Version);
        }

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is string finding && finding != "ok")
        {
            throw SqliteErrors.CorruptFile(path, finding.ReplaceLineEndings(" "));
        }
    }

    private static void Configure(SqliteConnection writer, QueueOptions options)
    {
        Run(writer, "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=16777216;");
        var pageSize = Number(writer, "PRAGMA page_size");
        Run(writer, $"PRAGMA max_page_count={options.MaxFileMegabytes * 1024L * 1024L / pageSize};");
    }

    private static void Migrate(SqliteConnection writer, DateTimeOffset now)
    {
        using var transaction = writer.BeginTransaction(deferred: false);
        Run(writer, $"""
            PRAGMA application_id={SqliteSchema.ApplicationId};
            CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT;
            """);
        for (var version = Number(writer, "SELECT COALESCE(MAX(version), 0) FROM schema_version"); version < SqliteSchema.Version; version++)
        {
            Run(writer, SqliteSchema.Steps[(int)version]);
            Run(writer, $"INSERT INTO schema_version (version, applied_at) VALUES ({version + 1}, {now.UtcTicks})");
        }

        transaction.Commit();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants and numbers of this folder only
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this folder only
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
