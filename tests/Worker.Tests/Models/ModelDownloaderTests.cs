using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using IShowTts.TestKit.Models;
using IShowTts.Worker.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Models;

/// <summary>Against a server that cuts, corrupts, lies about lengths, redirects and ignores ranges.</summary>
public sealed class ModelDownloaderTests : IAsyncLifetime, IDisposable
{
    private const string Name = "/model.bin";

    private readonly TemporaryDirectory _folder = new();
    private readonly byte[] _content = [.. Enumerable.Range(0, 300_000).Select(static i => (byte)(i * 7 ^ i >> 8))];
    private LoopbackFileServer _server = null!;

    private string Target => _folder.Combine("deep/model.bin");

    private string Hash => Convert.ToHexStringLower(SHA256.HashData(_content));

    public async Task InitializeAsync()
    {
        _server = await LoopbackFileServer.StartAsync();
        _server.Files[Name] = _content;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fetch_OfAFile_PutsItInPlaceAndTellsProgress()
    {
        var told = new List<DownloadProgress>();

        var hash = await FetchAsync(Request(), progress: told);

        hash.ShouldBe(Hash);
        File.ReadAllBytes(Target).ShouldBe(_content);
        told[^1].ShouldBe(new DownloadProgress("model.bin", _content.Length, _content.Length));
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_CutTwice_GoesOnWhereItWasCut()
    {
        _server.ThenCutAfter(100_000).ThenCutAfter(50_000);

        await FetchAsync(Request());

        File.ReadAllBytes(Target).ShouldBe(_content);
        _server.Requests.ShouldBe([Name, $"{Name} bytes=100000-", $"{Name} bytes=150000-"]);
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_CutTooOften_FailsAndTheNextCommandGoesOn()
    {
        _server.ThenCutAfter(100_000).ThenCutAfter(0).ThenCutAfter(0);
        (await FailsAsync(Request(), attempts: 3)).ShouldContain("100000 bytes are kept");
        File.Exists(Target).ShouldBeFalse();

        await FetchAsync(Request());

        File.ReadAllBytes(Target).ShouldBe(_content);
        _server.Requests.Last().ShouldBe($"{Name} bytes=100000-");
    }

    [Fact]
    public async Task Fetch_OfAFileThatChangedMeanwhile_StartsAnew()
    {
        _server.ThenCutAfter(100_000).Then(async (context, server) =>
        {
            server.Tag = "\"two\"";
            var (content, start) = server.Prepare(context);
            start.ShouldBe(0);
            await context.Response.Body.WriteAsync(content.AsMemory(start));
        });

        await FetchAsync(Request());

        File.ReadAllBytes(Target).ShouldBe(_content);
    }

    [Fact]
    public async Task Fetch_FromAServerThatIgnoresRanges_StartsAnew()
    {
        _server.ThenCutAfter(100_000).Then(async (context, server) =>
        {
            context.Response.ContentLength = _content.Length;
            await context.Response.Body.WriteAsync(_content);
        });

        await FetchAsync(Request());

        File.ReadAllBytes(Target).ShouldBe(_content);
    }

    [Fact]
    public async Task Fetch_OfAnotherPartThanAskedFor_StartsAnew()
    {
        _server.ThenCutAfter(100_000).Then(async (context, server) =>
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes 50000-{_content.Length - 1}/{_content.Length}";
            await context.Response.Body.WriteAsync(_content.AsMemory(50_000));
        });

        await FetchAsync(Request());

        File.ReadAllBytes(Target).ShouldBe(_content);
        _server.Requests.Last().ShouldBe(Name);
    }

    [Fact]
    public async Task Fetch_WhenTheRangeIsRefused_StartsAnew()
    {
        _server.ThenCutAfter(100_000).ThenStatus(StatusCodes.Status416RangeNotSatisfiable);

        await FetchAsync(Request());

        File.ReadAllBytes(Target).ShouldBe(_content);
    }

    [Fact]
    public async Task Part_WithoutTagAndChecksum_IsNotContinued()
    {
        _server.Tag = null;
        _server.ThenCutAfter(100_000);
        (await FailsAsync(Request() with { Sha256 = null }, attempts: 1)).ShouldContain("starts anew");

        await FetchAsync(Request() with { Sha256 = null });

        _server.Requests.Last().ShouldBe(Name);
        File.ReadAllBytes(Target).ShouldBe(_content);
    }

    [Fact]
    public async Task Fetch_WithoutTagAndChecksumCutMidway_NeverJoinsTwoVersions()
    {
        _server.Tag = null;
        byte[] next = [.. _content.Select(static old => (byte)~old)];
        _server.ThenCutAfter(100_000).Then(async (context, server) =>
        {
            server.Files[Name] = next;
            var (content, start) = server.Prepare(context);
            await context.Response.Body.WriteAsync(content.AsMemory(start));
        });

        await FetchAsync(Request() with { Sha256 = null });

        File.ReadAllBytes(Target).ShouldBe(next);
        _server.Requests.ShouldBe([Name, Name]);
    }

    [Fact]
    public async Task Fetch_OfACorruptedFile_IsRefusedAndDeleted()
    {
        _server.Files[Name] = [.. _content[..^1], (byte)~_content[^1]];

        (await FailsAsync(Request())).ShouldContain(Hash);

        File.Exists(Target).ShouldBeFalse();
        Leftovers().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Fetch_OfAFileOfAnotherSize_IsRefusedBeforeItIsFetched(int difference) =>
        (await FailsAsync(Request() with { Bytes = _content.Length + difference })).ShouldContain("were expected");

    [Fact]
    public async Task Server_ThatSendsMoreThanItSaid_IsGivenUp()
    {
        _server.Then(async (context, _) =>
        {
            // Chunked, so that nothing says where it ends.
            for (var i = 0; i < 100; i++)
            {
                await context.Response.Body.WriteAsync(_content, context.RequestAborted);
            }
        });

        (await FailsAsync(Request())).ShouldContain("sends more than");
        new FileInfo(Target + ".part").Length.ShouldBe(0);
    }

    [Fact]
    public async Task Server_ThatClaimsAnEnormousFile_IsRefused()
    {
        _server.Then((context, _) =>
        {
            context.Response.ContentLength = ModelDownloader.MaxBytes + 1;
            return context.Response.StartAsync();
        });

        (await FailsAsync(Request() with { Bytes = null })).ShouldContain("at most");
    }

    [Fact]
    public async Task Server_ThatSaysNothingMore_CountsAsCut()
    {
        var never = new TaskCompletionSource();
        _server.Then(async (context, server) =>
        {
            var (content, start) = server.Prepare(context);
            await context.Response.Body.WriteAsync(content.AsMemory(start, 10_000));
            await context.Response.Body.FlushAsync();
            await never.Task.WaitAsync(context.RequestAborted);
        });

        var time = new FakeTimeProvider();
        using var downloader = new ModelDownloader(Options.Create(new ModelsOptions { RetrySeconds = 0, StallSeconds = 30 }), time) { FreeBytes = static _ => long.MaxValue };
        var stalled = false;
        await downloader.FetchAsync(
            Request(),
            new Told(at =>
            {
                if (at.Bytes == 10_000 && !stalled)
                {
                    stalled = true;
                    time.Advance(TimeSpan.FromSeconds(31));
                }
            }),
            CancellationToken.None);

        stalled.ShouldBeTrue();
        _server.Requests.ShouldBe([Name, $"{Name} bytes=10000-"]);
        File.ReadAllBytes(Target).ShouldBe(_content);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Server_InTrouble_IsAskedAgain(int status)
    {
        _server.ThenStatus(status);

        await FetchAsync(Request());

        File.ReadAllBytes(Target).ShouldBe(_content);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    public async Task Server_ThatRefuses_IsNotAskedAgain(int status)
    {
        _server.ThenStatus(status);

        (await FailsAsync(Request())).ShouldContain($"{status}");

        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Redirects_AreFollowed_ALimitedNumberOfTimes()
    {
        _server.Files["/other.bin"] = _content;
        _server.ThenRedirect("/other.bin");
        await FetchAsync(Request());
        File.ReadAllBytes(Target).ShouldBe(_content);

        for (var i = 0; i < 7; i++)
        {
            _server.ThenRedirect(Name);
        }

        (await FailsAsync(Request())).ShouldContain("more than 5 redirects");
    }

    [Theory]
    [InlineData("http://example.com/model.bin")]
    [InlineData("ftp://example.com/model.bin")]
    [InlineData("file:///etc/passwd")]
    public async Task Redirects_AwayFromHttps_AreRefused(string location)
    {
        _server.ThenRedirect(location);

        (await FailsAsync(Request())).ShouldContain("not https");
    }

    [Theory]
    [InlineData("https://example.com/a", "https://cdn.example.com/b", true)]
    [InlineData("https://example.com/a", "http://127.0.0.1:8080/b", false)]
    [InlineData("https://example.com/a", "https://localhost/b", false)]
    [InlineData("http://127.0.0.1/a", "http://127.0.0.1:8080/b", true)]
    [InlineData("http://127.0.0.1/a", "https://example.com/b", true)]
    public void Redirects_FromElsewhereToThisMachine_AreRefused(string from, string to, bool allowed) => SafeHttp.MayLead(new Uri(from), new Uri(to)).ShouldBe(allowed);

    [Theory]
    [InlineData("https://mirror.example/hf", "", true)]
    [InlineData("https://me:secret@mirror.example", "", false)]
    [InlineData("", "http://proxy.example:3128", true)]
    [InlineData("", "http://me:secret@proxy.example:3128", false)]
    public void Options_WithAPassword_AreRefusedAsItWouldBeToldInMessages(string mirror, string proxy, bool allowed)
    {
        var options = new ModelsOptions { Mirror = mirror, Proxy = proxy };

        Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true).ShouldBe(allowed);
    }

    [Fact]
    public async Task Redirects_ToNoAddress_AreRefused()
    {
        _server.ThenRedirect("http://[::bad/model.bin");

        (await FailsAsync(Request())).ShouldContain("leads nowhere");
    }

    [Fact]
    public async Task Address_WithoutHttps_IsRefused() =>
        (await FailsAsync(Request() with { Url = new Uri("http://example.com/model.bin") })).ShouldContain("not https");

    [Fact]
    public async Task Disk_WithTooLittleRoom_IsToldBeforeAnythingIsWritten()
    {
        (await FailsAsync(Request(), freeBytes: 1_000)).ShouldContain("are needed");

        new FileInfo(Target + ".part").Length.ShouldBe(0);
    }

    [Fact]
    public async Task Fetch_WhileAnotherFetchesTheSame_IsRefused()
    {
        using var other = new PartFile(Request());

        (await FailsAsync(Request())).ShouldContain("another download");
    }

    [Fact]
    public async Task Fetch_ThatIsCancelled_KeepsWhatIsThere()
    {
        using var cancellation = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        _server.Then(async (context, server) =>
        {
            var (content, start) = server.Prepare(context);
            await context.Response.Body.WriteAsync(content.AsMemory(start, 10_000));
            await context.Response.Body.FlushAsync();
            await never.Task.WaitAsync(context.RequestAborted);
        });

        using var downloader = Downloader();
        var there = 0L;
        var fetching = downloader.FetchAsync(Request(), new Told(at => (there, _) = (at.Bytes, cancellation.CancelAsync())), cancellation.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => fetching);
        there.ShouldBeGreaterThan(0);
        new FileInfo(Target + ".part").Length.ShouldBe(there);
    }

    [Fact]
    public async Task Proxy_WhenGiven_IsAsked()
    {
        // Nothing listens on port 1 of this machine: only the proxy can have the file.
        using var downloader = new ModelDownloader(Options.Create(new ModelsOptions { Proxy = _server.Address, Attempts = 1 }), TimeProvider.System);

        await downloader.FetchAsync(Request() with { Url = new Uri("http://127.0.0.1:1" + Name) }, null, CancellationToken.None);

        File.ReadAllBytes(Target).ShouldBe(_content);
    }

    [Theory]
    [InlineData("", "https://huggingface.co/a/b.bin")]
    [InlineData("https://mirror.example", "https://mirror.example/a/b.bin")]
    [InlineData("https://mirror.example/hf/", "https://mirror.example/hf/a/b.bin")]
    public void Mirror_ReplacesTheHost(string mirror, string expected) =>
        ModelDownloader.Mirrored(new Uri("https://huggingface.co/a/b.bin"), mirror).ShouldBe(new Uri(expected));

    private DownloadRequest Request() => new(new Uri(_server.Address + Name), Target, _content.Length, Hash);

    private string[] Leftovers() => Directory.GetFiles(Path.GetDirectoryName(Target)!, "*.part*");

    private static ModelDownloader Downloader(int attempts = 5, long freeBytes = long.MaxValue) =>
        new(Options.Create(new ModelsOptions { Attempts = attempts, RetrySeconds = 0 }), TimeProvider.System) { FreeBytes = _ => freeBytes };

    private async Task<string> FetchAsync(DownloadRequest request, List<DownloadProgress>? progress = null)
    {
        using var downloader = Downloader();
        return await downloader.FetchAsync(request, Listen(progress), CancellationToken.None);
    }

    private async Task<string> FailsAsync(DownloadRequest request, int attempts = 5, long freeBytes = long.MaxValue)
    {
        using var downloader = Downloader(attempts, freeBytes: freeBytes);
        return (await Should.ThrowAsync<ModelException>(() => downloader.FetchAsync(request, Listen(null), CancellationToken.None))).Message;
    }

    private Told Listen(List<DownloadProgress>? progress) => new(at =>
    {
        progress?.Add(at);
        _server.Arrived(at.Bytes);
    });

    private sealed class Told(Action<DownloadProgress> tell) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => tell(value);
    }
}
