using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>Turns SQLite's error codes into messages that name the file and the cure.</summary>
internal static class SqliteErrors
{
    // Primary result codes of SQLite, https://sqlite.org/rescode.html
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnlyFile = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    // The shared-memory file cannot grow: on a sound disk this says that it is full.
    private const int SharedMemorySize = 4874;

    /// <summary>The error that people see.</summary>
    /// <param name="error">What SQLite said.</param>
    /// <param name="file">The queue's file.</param>
    public static QueueStoreException ToStoreException(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => CorruptFile(file, error.Message, error),
        ReadOnlyFile or Permission or CannotOpen => ReadOnly(file, error),
        Full => DiskFull(file, error),
        _ when error.SqliteExtendedErrorCode == SharedMemorySize => DiskFull(file, error),
        Busy or Locked => LockedFile(file, error),
        _ => Io(file, error),
    };

    /// <summary>There is no room.</summary>
    public static QueueStoreException DiskFull(string file, Exception inner) => new(
        "disk-full",
        $"The queue {file} cannot grow: the disk is full, or Queue:MaxFileMegabytes is reached. Nothing stored was changed. Free space, or raise the limit.",
        inner);

    /// <summary>Anything else.</summary>
    public static QueueStoreException Io(string file, Exception inner) => new(
        "io",
        $"The queue {file} could not be read or written ({inner.Message}). Check the disk, then start again.",
        inner);

    /// <summary>The file cannot be written.</summary>
    public static QueueStoreException ReadOnly(string file, Exception? inner) => new(
        "read-only",
        $"The queue {file} cannot be written. Give this user write access to the file and its folder, or choose another folder with --data-dir.",
        inner);

    /// <summary>The file is not a sound database of ours.</summary>
    public static QueueStoreException CorruptFile(string file, string finding, Exception? inner = null) => new(
        "corrupt",
        $"The queue {file} is damaged or not a queue of this program ({finding}). It was left as it is. "
        + "Move it and its -wal and -shm files away to start with an empty queue, or put a backup in its place.",
        inner);

    /// <summary>Somebody else has it.</summary>
    public static QueueStoreException LockedFile(string file, Exception? inner) => new(
        "locked",
        $"The queue {file} is in use by another worker. Stop that one, or give this one its own folder with --data-dir.",
        inner);

    /// <summary>A later worker wrote it.</summary>
    public static QueueStoreException NewerSchema(string file, long found, int known) => new(
        "newer-schema",
        $"The queue {file} was written by a newer worker (schema {found}; this one knows up to {known}). It was left as it is. "
        + "Start the newer worker, or choose another folder with --data-dir.");
}
