using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace IShowTts.Worker.Models;

/// <summary>
/// Fetches files: goes on where a connection was cut, believes no length and no content without check, and puts a file in its place only when it is whole.
/// </summary>
internal sealed class ModelDownloader : IDisposable
{
    /// <summary>Largest file of unknown size.</summary>
    public const long MaxBytes = 16L << 30;

    private const int PieceBytes = 1 << 17;
    private const long SpareBytes = 64L << 20;

    private readonly SafeHttp _http;
    private readonly TimeProvider _time;
    private readonly TimeSpan _stall;
    private readonly ResiliencePipeline _retry;

    /// <summary>Makes one.</summary>
    public ModelDownloader(IOptions<ModelsOptions> options, TimeProvider time)
    {
        _time = time;
        _stall = TimeSpan.FromSeconds(options.Value.StallSeconds);
        _http = new SafeHttp(options.Value.Proxy, _stall);
        _retry = options.Value.Attempts == 1 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Value.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(options.Value.RetrySeconds),
                MaxDelay = TimeSpan.FromMinutes(1),
                ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(static exception => IsTransient(exception.StatusCode)).Handle<CutException>(),
            })
            .Build();
    }

    /// <summary>Free bytes where a file shall lie; tests replace it.</summary>
    internal Func<string, long> FreeBytes { get; init; } = static folder => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>The address to ask when a mirror is set: its own, with the path of the original.</summary>
    /// <param name="url">From the list.</param>
    /// <param name="mirror">See <see cref="ModelsOptions.Mirror"/>; empty for none.</param>
    public static Uri Mirrored(Uri url, string mirror) => mirror.Length == 0 ? url : new Uri(mirror.TrimEnd('/') + url.PathAndQuery);

    /// <summary>Fetches a file.</summary>
    /// <param name="request">Which.</param>
    /// <param name="progress">Told after each piece; null for nobody.</param>
    /// <param name="cancellationToken">Ends it; what is there stays, and the next call goes on with it.</param>
    /// <returns>SHA-256 of the file, lower-case hexadecimal.</returns>
    /// <exception cref="ModelException">It could not be fetched, or is not what was expected; the message names file and cure.</exception>
    public async Task<string> FetchAsync(DownloadRequest request, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        if (!SafeHttp.IsAllowed(request.Url))
        {
            throw new ModelException($"{request.Url} is not https. Models are fetched over https only.");
        }

        var part = new PartFile(request);
        using (part)
        {
            try
            {
                await _retry.ExecuteAsync(async token => await TryAsync(request, part, progress, token), cancellationToken);
                part.Flush();
            }
            catch (Exception exception) when (exception is HttpRequestException or CutException)
            {
                throw new ModelException($"{request.Url} could not be fetched: {exception.Message} {(part.MayGoOn ? $"{part.Length} bytes are kept; the same command goes on from there." : "The same command starts anew.")}", exception);
            }
            catch (IOException exception)
            {
                throw new ModelException($"{part.Path} could not be written: {exception.Message} The same command goes on when there is room.", exception);
            }
        }

        var hash = await HashAsync(part.Path, cancellationToken);
        if (request.Sha256 is { } expected && hash != expected)
        {
            part.Delete();
            throw new ModelException($"{request.Url} is not the expected file: its SHA-256 is {hash}, {expected} was expected. It was deleted; try again, or another mirror (Models:Mirror).");
        }

        part.Complete();
        return hash;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static bool IsTransient(HttpStatusCode? status) =>
        status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private async Task TryAsync(DownloadRequest request, PartFile part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        if (request.Bytes is { } whole && part.Length >= whole)
        {
            if (part.Length == whole)
            {
                return;
            }

            part.Truncate();
        }

        if (!part.MayGoOn)
        {
            part.Truncate();
        }

        using var stall = new CancellationTokenSource(_stall, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellationToken);
        try
        {
            using var response = await _http.GetAsync(request.Url, part.Length, part.Validator, both.Token);
            var total = Prepare(request, part, response);
            CheckSpace(part, total);
            await using var body = await response.Content.ReadAsStreamAsync(both.Token);
            await CopyAsync(request, part, body, total, progress, stall, both.Token);
        }
        catch (OperationCanceledException) when (stall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CutException($"nothing came for {_stall.TotalSeconds:0} s.");
        }
    }

    /// <summary>Decides from the answer where its bytes go.</summary>
    /// <returns>Size of the whole file; null when the server does not say.</returns>
    private static long? Prepare(DownloadRequest request, PartFile part, HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            part.Truncate();
            throw new CutException("the server does not know the part that is missing; starting anew.");
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"The server answers {(int)response.StatusCode} {response.ReasonPhrase}.", null, response.StatusCode);
        }

        long? total;
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = response.Content.Headers.ContentRange;
            if (range?.From != part.Length)
            {
                part.Truncate();
                throw new CutException("the server gave another part than was asked for; starting anew.");
            }

            total = range.Length;
        }
        else
        {
            part.Truncate();
            total = response.Content.Headers.ContentLength;
        }

        if (request.Bytes is { } expected && total is { } offered && expected != offered)
        {
            part.Truncate();
            throw new ModelException($"{request.Url} has {offered} bytes, {expected} were expected: it is another file. Use another mirror (Models:Mirror), or a newer version of this program.");
        }

        if (total > MaxBytes)
        {
            throw new ModelException($"{request.Url} has {total} bytes; at most {MaxBytes} are fetched.");
        }

        part.Remember(request.Url, response.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : null);
        return total ?? request.Bytes;
    }

    private void CheckSpace(PartFile part, long? total)
    {
        var free = FreeBytes(Path.GetDirectoryName(part.Path)!);
        if (total is { } whole && free < whole - part.Length + SpareBytes)
        {
            throw new ModelException($"{Path.GetDirectoryName(part.Path)} has {free >> 20} MiB free, {(whole - part.Length + SpareBytes) >> 20} MiB are needed. Make room, or choose another folder (Tts:F5:ModelsFolder).");
        }
    }

    private async Task CopyAsync(
        DownloadRequest request, PartFile part, Stream body, long? total, IProgress<DownloadProgress>? progress, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        var limit = total ?? MaxBytes;
        var name = Path.GetFileName(request.Target);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (true)
            {
                stall.CancelAfter(_stall);
                var count = await ReadAsync(body, buffer.AsMemory(0, PieceBytes), cancellationToken);
                if (count == 0)
                {
                    break;
                }

                if (part.Length + count > limit)
                {
                    part.Truncate();
                    throw new ModelException($"{request.Url} sends more than the {limit} bytes it said. It was given up; use another mirror (Models:Mirror).");
                }

                await part.AppendAsync(buffer.AsMemory(0, count), cancellationToken);
                progress?.Report(new DownloadProgress(name, part.Length, total));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (total is { } whole && part.Length < whole)
        {
            throw new CutException($"the connection ended after {part.Length} of {whole} bytes.");
        }
    }

    /// <summary>Tells a broken connection from a full disk, which is an <see cref="IOException"/> too.</summary>
    private static async Task<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new CutException($"the connection broke ({exception.Message})");
        }
    }
}
