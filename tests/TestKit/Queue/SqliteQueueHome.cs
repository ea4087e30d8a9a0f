using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.TestKit.Queue;

/// <summary>The SQLite queue in a folder of its own, which is removed afterwards.</summary>
internal sealed class SqliteQueueHome : QueueHome
{
    /// <summary>Its folder; the name has a blank and an accent on purpose.</summary>
    public DataDirectory Directory { get; } = new(System.IO.Directory.CreateTempSubdirectory("ishowtts quéue ").FullName);

    /// <summary>What must not be heard now; null when there is no such thing.</summary>
    public IUtteranceDoubts? Doubts { get; init; }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        System.IO.Directory.Delete(Directory.Root, recursive: true);
    }

    /// <inheritdoc/>
    protected override IUtteranceQueue Next(IUtteranceQueue? before) =>
        new SqliteUtteranceQueue(Directory, Options, Time, NullLogger<SqliteUtteranceQueue>.Instance, doubts: Doubts);
}
