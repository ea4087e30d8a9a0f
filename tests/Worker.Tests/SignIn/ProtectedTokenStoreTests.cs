using System.Text;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Tts.Files;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.SignIn;

namespace IShowTts.Worker.Tests.SignIn;

public sealed class ProtectedTokenStoreTests : IDisposable
{
    private const string Command = "ishowtts twitch login";
    private static readonly TwitchTokens s_pair = Pair("accesssecret1", "refreshsecret1");
    private readonly TemporaryDirectory _folder = new();
    private readonly DataDirectory _directory;
    private readonly ProtectedTokenStore _store;

    public ProtectedTokenStoreTests()
    {
        _directory = new DataDirectory(_folder.Combine("data"));
        _store = new ProtectedTokenStore(_directory, TimeProvider.System);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Read_NothingStored_IsNothingAndMakesNoFile()
    {
        (await _store.ReadAsync(CancellationToken.None)).ShouldBeNull();

        Directory.Exists(_directory.Root).ShouldBeFalse();
    }

    [Fact]
    public async Task Write_Tokens_AreReadByAnotherProcessAndStandNowhereInTheOpen()
    {
        await _store.WriteAsync(s_pair, CancellationToken.None);
        using var other = new ProtectedTokenStore(_directory, TimeProvider.System);

        var read = (await other.ReadAsync(CancellationToken.None)).ShouldNotBeNull();

        (read.AccessToken, read.RefreshToken, read.Session.Login, read.Session.ExpiresAt).ShouldBe(
            (s_pair.AccessToken, s_pair.RefreshToken, s_pair.Session.Login, s_pair.Session.ExpiresAt));
        read.Session.Scopes.ShouldBe(s_pair.Session.Scopes);
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            foreach (var secret in new[] { s_pair.AccessToken, s_pair.RefreshToken, s_pair.Session.Login })
                text.ShouldNotContain(secret, Case.Insensitive, $"in {file}");
        }
    }

    [SkippableFact]
    public async Task Write_FilesAndFolders_AreForTheirOwnerOnly()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no modes.");
        await using (await _store.LockAsync(CancellationToken.None))
            await _store.WriteAsync(s_pair, CancellationToken.None);

        if (!OperatingSystem.IsWindows())
        {
            var files = Directory.EnumerateFiles(_directory.Root, "*", SearchOption.AllDirectories).ToArray();
            files.Length.ShouldBe(3);
            foreach (var file in files) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
            foreach (var folder in new[] { _directory.Root, _directory.KeysFolder }) (File.GetUnixFileMode(folder) & PrivateFile.Others).ShouldBe(UnixFileMode.None, folder);
        }
    }

    [SkippableFact]
    public async Task Read_FileOpenToOthers_IsRefusedWithTheCure()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no modes.");
        await _store.WriteAsync(s_pair, CancellationToken.None);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.TwitchTokenFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var error = await Should.ThrowAsync<TwitchTokenStoreException>(async () => await _store.ReadAsync(CancellationToken.None));

        error.Message.ShouldContain($"chmod 600 {_directory.TwitchTokenFile}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task Read_DamagedFile_NamesItAndTheCureAndALoginMendsIt(int length)
    {
        await _store.WriteAsync(s_pair, CancellationToken.None);
        var noise = new byte[length];
        new Random(7).NextBytes(noise);
        await File.WriteAllBytesAsync(_directory.TwitchTokenFile, noise);

        var error = await Should.ThrowAsync<TwitchTokenStoreException>(async () => await _store.ReadAsync(CancellationToken.None));

        error.Message.ShouldContain(_directory.TwitchTokenFile);
        error.Message.ShouldContain(Command);
        await _store.WriteAsync(s_pair, CancellationToken.None);
        (await _store.ReadAsync(CancellationToken.None)).ShouldNotBeNull().AccessToken.ShouldBe(s_pair.AccessToken);
    }

    [Fact]
    public async Task Read_EveryByteChanged_IsRefused()
    {
        await _store.WriteAsync(s_pair, CancellationToken.None);
        var good = await File.ReadAllBytesAsync(_directory.TwitchTokenFile);
        for (var index = 0; index < good.Length; index += 17)
        {
            var bad = good.ToArray();
            bad[index] ^= 1;
            await File.WriteAllBytesAsync(_directory.TwitchTokenFile, bad);

            await Should.ThrowAsync<TwitchTokenStoreException>(async () => await _store.ReadAsync(CancellationToken.None));
        }
    }

    [Fact]
    public async Task Read_KeysAreGone_NamesThemAndALoginMendsIt()
    {
        await _store.WriteAsync(s_pair, CancellationToken.None);
        Directory.Delete(_directory.KeysFolder, recursive: true);
        using var restarted = new ProtectedTokenStore(_directory, TimeProvider.System);

        var error = await Should.ThrowAsync<TwitchTokenStoreException>(async () => await restarted.ReadAsync(CancellationToken.None));

        error.Message.ShouldContain(_directory.KeysFolder);
        error.Message.ShouldContain(Command);
        await restarted.WriteAsync(s_pair, CancellationToken.None);
        // The first process has the old keys still; it looks again.
        (await _store.ReadAsync(CancellationToken.None)).ShouldNotBeNull().AccessToken.ShouldBe(s_pair.AccessToken);
    }

    [Fact]
    public async Task Write_LeftoverOfACrash_IsOverwritten()
    {
        await _store.WriteAsync(s_pair, CancellationToken.None);
        await File.WriteAllTextAsync(_directory.TwitchTokenFile + ".new", "half of someth");

        (await _store.ReadAsync(CancellationToken.None)).ShouldNotBeNull().AccessToken.ShouldBe(s_pair.AccessToken);
        await _store.WriteAsync(Pair("second", "pair"), CancellationToken.None);

        (await _store.ReadAsync(CancellationToken.None)).ShouldNotBeNull().AccessToken.ShouldBe("second");
        File.Exists(_directory.TwitchTokenFile + ".new").ShouldBeFalse();
    }

    [Fact]
    public async Task Write_FolderIsAFile_NamesTheFileAndTheCure()
    {
        using var store = new ProtectedTokenStore(new DataDirectory(_folder.Write("file", "")), TimeProvider.System);

        (await Should.ThrowAsync<TwitchTokenStoreException>(async () => await store.WriteAsync(s_pair, CancellationToken.None))).Message.ShouldContain("--data-dir");
        await Should.ThrowAsync<TwitchTokenStoreException>(async () => await store.LockAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Delete_Stored_IsGone()
    {
        await _store.WriteAsync(s_pair, CancellationToken.None);

        await _store.DeleteAsync(CancellationToken.None);
        await _store.DeleteAsync(CancellationToken.None);

        (await _store.ReadAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Lock_TwoProcesses_OneAfterTheOther()
    {
        using var other = new ProtectedTokenStore(_directory, TimeProvider.System);
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(caller => Task.Run(async () =>
        {
            await using var hold = await (caller % 2 == 0 ? _store : other).LockAsync(CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        })));

        most.ShouldBe(1);
    }

    [Fact]
    public async Task Lock_HeldByAnotherProcess_IsWaitedForUntilTheCallerGivesUp()
    {
        using var other = new ProtectedTokenStore(_directory, TimeProvider.System);
        using var impatient = new CancellationTokenSource();
        Task<IAsyncDisposable> waiting;
        await using (await other.LockAsync(CancellationToken.None))
        {
            waiting = _store.LockAsync(impatient.Token).AsTask();
            await impatient.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(waiting);
        }

        await using var mine = await _store.LockAsync(CancellationToken.None);
        mine.ShouldNotBeNull();
    }

    [Fact]
    public async Task Renew_HundredCallersInTwoProcesses_SpendEachRefreshTokenOnce()
    {
        await using var twitch = await LoopbackTwitch.StartAsync();
        await using var one = new AccountServices(_directory.Root, twitch);
        await using var two = new AccountServices(_directory.Root, twitch);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await one.Store.WriteAsync(AccountServices.Tokens(twitch.SignIn.Grant()), limit.Token);
        for (var round = 1; round <= 3; round++)
        {
            var refused = (await one.Account.GetAsync(limit.Token)).ShouldNotBeNull();

            var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(caller =>
                Task.Run(async () => await (caller % 2 == 0 ? one : two).Account.RenewAsync(refused, limit.Token), limit.Token)));

            all.Select(access => access.ShouldNotBeNull().Token).Distinct().ShouldHaveSingleItem().ShouldNotBe(refused.Token);
            twitch.SignIn.Renewals.ShouldBe(round);
        }

        twitch.SignIn.DoubleUses.ShouldBe(0);
        (await two.Store.ReadAsync(limit.Token)).ShouldNotBeNull().RefreshToken.ShouldBe(twitch.SignIn.Newest!.RefreshToken);
    }

    private static TwitchTokens Pair(string access, string refresh) => new(
        new TwitchSession("client", "1001", "streamerlogin", ["bits:read", "chat:read"], new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)), access, refresh);
}
