using IShowTts.TestKit.Queue;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Queue;

#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the home
public sealed class SqliteQueueFileTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly SqliteQueueHome _home = new();

    private string QueueFile => _home.Directory.QueueFile;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [SkippableFact]
    public async Task Open_NewFile_IsReadableForItsOwnerOnly()
    {
        await FilledQueue(1);
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Windows has no file modes.");
        }

        var files = System.IO.Directory.GetFiles(_home.Directory.Root);
        files.Length.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var file in files)
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public async Task Open_NotADatabase_SaysSoAndLeavesIt()
    {
        var bytes = Enumerable.Range(0, 9000).Select(static i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(QueueFile, bytes);

        var error = await Should.ThrowAsync<QueueStoreException>(_home.OpenAsync);

        error.Code.ShouldBe("corrupt");
        error.Message.ShouldContain(QueueFile);
        error.Message.ShouldContain("Move it");
        (await File.ReadAllBytesAsync(QueueFile)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Open_DamagedPage_SaysSoAndLeavesIt()
    {
        await FilledQueue(200);
        var bytes = await File.ReadAllBytesAsync(QueueFile);
        bytes.AsSpan(bytes.Length / 2, 8192).Fill(0x5a);
        await File.WriteAllBytesAsync(QueueFile, bytes);

        var error = await Should.ThrowAsync<QueueStoreException>(_home.OpenAsync);

        error.Code.ShouldBe("corrupt");
        (await File.ReadAllBytesAsync(QueueFile)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Open_TablesOfAnotherProgram_AreLeftAlone()
    {
        Run("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup');");
        var bytes = await File.ReadAllBytesAsync(QueueFile);

        var error = await Should.ThrowAsync<QueueStoreException>(_home.OpenAsync);

        error.Code.ShouldBe("corrupt");
        error.Message.ShouldContain("another program");
        (await File.ReadAllBytesAsync(QueueFile)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Open_NewerSchema_SaysSoAndLeavesIt()
    {
        await FilledQueue(1);
        Run("PRAGMA journal_mode=DELETE; INSERT INTO schema_version (version, applied_at) VALUES (1000, 0);");
        var bytes = await File.ReadAllBytesAsync(QueueFile);

        var error = await Should.ThrowAsync<QueueStoreException>(_home.OpenAsync);

        error.Code.ShouldBe("newer-schema");
        error.Message.ShouldContain("1000");
        (await File.ReadAllBytesAsync(QueueFile)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Open_WhileAnotherWorkerHasIt_SaysSo()
    {
        await _home.OpenAsync();
        await using var second = NewQueue(_home.Directory);

        var error = await Should.ThrowAsync<QueueStoreException>(async () => await second.OpenAsync(default));

        error.Code.ShouldBe("locked");
        error.Message.ShouldContain("--data-dir");
    }

    [Fact]
    public async Task Open_FolderMissing_SaysSo()
    {
        await using var queue = NewQueue(new DataDirectory(Path.Combine(_home.Directory.Root, "gone")));

        var error = await Should.ThrowAsync<QueueStoreException>(async () => await queue.OpenAsync(default));

        error.Code.ShouldBe("read-only");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_ReadOnlyFileSystem_SaysSo(bool isThere)
    {
        using var mount = TmpfsMount.Create(4);
        var directory = new DataDirectory(mount.Path);
        if (isThere)
        {
            await using var before = NewQueue(directory);
            await before.OpenAsync(default);
        }

        mount.MakeReadOnly();
        await using var queue = NewQueue(directory);

        var error = await Should.ThrowAsync<QueueStoreException>(async () => await queue.OpenAsync(default));

        error.Code.ShouldBe("read-only");
        error.Message.ShouldContain(directory.QueueFile);
    }

    [SkippableFact]
    public async Task Add_DiskFull_IsToldAndGoesOnWhenThereIsSpace()
    {
        using var mount = TmpfsMount.Create(2);
        await using var queue = NewQueue(new DataDirectory(mount.Path));
        await queue.OpenAsync(default);
        var stored = new List<string>();

        var error = await Should.ThrowAsync<QueueStoreException>(() => AddUntilFull(queue, stored));
        mount.Resize(16);
        var added = await queue.Add(TestUtterance.Paid());

        error.Code.ShouldBe("disk-full");
        added.Outcome.ShouldBe(AddOutcome.Added);
        await AllAreQueued(queue, [.. stored, added.Utterance.Id]);
    }

    [Fact]
    public async Task Add_SizeLimitReached_IsToldAndGoesOnWhenItIsRaised()
    {
        _home.Options.CurrentValue.MaxFileMegabytes = 1;
        await _home.OpenAsync();
        var stored = new List<string>();

        var error = await Should.ThrowAsync<QueueStoreException>(() => AddUntilFull(_home.Queue, stored));
        _home.Options.CurrentValue.MaxFileMegabytes = 8;
        await _home.OpenAsync();
        var added = await _home.Queue.Add(TestUtterance.Paid());

        error.Code.ShouldBe("disk-full");
        error.Message.ShouldContain("Queue:MaxFileMegabytes");
        await AllAreQueued(_home.Queue, [.. stored, added.Utterance.Id]);
    }

    [SkippableFact]
    public async Task Open_DiskFull_IsToldAndRecoversWhenThereIsSpace()
    {
        using var mount = TmpfsMount.Create(2);
        var directory = new DataDirectory(mount.Path);
        await using (var before = NewQueue(directory))
        {
            await before.OpenAsync(default);
            await before.Add(TestUtterance.Paid());
            await before.Take();
        }

        mount.FillUp();
        await using var queue = NewQueue(directory);
        var error = await Should.ThrowAsync<QueueStoreException>(async () => await queue.OpenAsync(default));
        mount.Resize(16);
        var recovered = await queue.OpenAsync(default);

        error.Code.ShouldBe("disk-full");
        recovered.Single().Utterance.State.ShouldBe(UtteranceState.Queued);
    }

    private static SqliteUtteranceQueue NewQueue(DataDirectory directory) =>
        new(directory, new FixedOptions<QueueOptions>(new QueueOptions { Capacity = 100_000 }), TimeProvider.System, NullLogger<SqliteUtteranceQueue>.Instance);

    private static async Task AddUntilFull(IUtteranceQueue queue, List<string> stored)
    {
        while (stored.Count < 10_000)
        {
            stored.Add((await queue.Add(TestUtterance.Paid(text: new string('x', 20_000)))).Utterance.Id);
        }
    }

    private static async Task AllAreQueued(IUtteranceQueue queue, List<string> ids) =>
        (await queue.PeekAsync(ids.Count + 1, default)).Select(static u => u.Id).ShouldBe(ids);

    private async Task FilledQueue(int count)
    {
        await _home.OpenAsync();
        for (var i = 0; i < count; i++)
        {
            await _home.Queue.Add(TestUtterance.Chat(text: new string('y', 500)));
        }

        await _home.CloseAsync();
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={QueueFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
