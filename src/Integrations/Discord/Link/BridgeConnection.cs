using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>The worker's end of the socket to a bridge. Sending never blocks; reading is one caller's.</summary>
internal sealed class BridgeConnection : IAsyncDisposable
{
    /// <summary>Version of the protocol.</summary>
    public const int Version = 1;

    /// <summary>Most bytes that wait for a bridge that does not read; then it is ended. 50 sinks with 400 ms each fit in.</summary>
    public const int MaxWaiting = 8 << 20;

    /// <summary>Longest time from the connection to the first message.</summary>
    public static readonly TimeSpan HelloLimit = TimeSpan.FromSeconds(10);

    private readonly IBridge bridge;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly BridgeFrameReader reader;
    private readonly Channel<BridgeBytes> waiting = Channel.CreateUnbounded<BridgeBytes>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource stop = new();
    private readonly Task writing;
    private long waitingBytes;

    /// <summary>Takes over a bridge.</summary>
    /// <param name="bridge">It; owned from now on.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">For what goes wrong.</param>
    public BridgeConnection(IBridge bridge, TimeProvider clock, ILogger logger)
    {
        this.bridge = bridge;
        this.clock = clock;
        this.logger = logger;
        reader = new BridgeFrameReader(bridge.Stream);
        writing = Task.Run(WriteAsync);
    }

    /// <summary>The bridge's exit code, when it has ended.</summary>
    public Task<int?> Exited => bridge.Exited;

    /// <summary>Reads the bridge's first message and checks that it is the bridge that was started.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BridgeLostException">Somebody else has connected, or nothing came.</exception>
    /// <exception cref="BridgeFailedException">It speaks another version.</exception>
    public async ValueTask<BridgeNews.Hello> ReadHelloAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(HelloLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        BridgeFrame? frame;
        try
        {
            frame = await ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BridgeLostException($"The Discord bridge said nothing within {HelloLimit.TotalSeconds:0} s.");
        }

        if (frame is not { Type: BridgeFrames.Json, Payload: var payload } || Read(payload.Span, BridgeJsonContext.Default.Any).T != "hello")
        {
            throw new BridgeLostException("The Discord bridge did not say hello.");
        }

        var hello = Read(payload.Span, BridgeJsonContext.Default.Hello);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hello.Nonce ?? ""), Encoding.UTF8.GetBytes(bridge.Nonce)))
        {
            throw new BridgeLostException("What connected is not the Discord bridge that was started: it does not know the nonce.");
        }

        return hello.Version == Version
            ? hello
            : throw new BridgeFailedException("version", $"The Discord bridge speaks version {hello.Version} of the protocol, and the worker {Version}: their files are of different releases. Install the program again, then start it.");
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when the bridge has closed the socket.</returns>
    /// <exception cref="BridgeLostException">It cannot be read.</exception>
    public async ValueTask<BridgeFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            throw new BridgeLostException("The Discord bridge is gone.", gone);
        }
    }

    /// <summary>Reads a message.</summary>
    /// <typeparam name="T">What it should be.</typeparam>
    /// <param name="payload">JSON, UTF-8.</param>
    /// <param name="type">How it is read.</param>
    /// <exception cref="BridgeLostException">It is not that.</exception>
    public static T Read<T>(ReadOnlySpan<byte> payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(payload, type) ?? throw new BridgeLostException("The Discord bridge sent a message that is null.");
        }
        catch (JsonException bad)
        {
            // The exception's own text may hold what somebody wrote.
            throw new BridgeLostException($"The Discord bridge sent a message that cannot be read ({typeof(T).Name}, at byte {bad.BytePositionInLine}).");
        }
    }

    /// <summary>Sends a frame after all that were sent before. Any thread; never blocks.</summary>
    /// <param name="frame">It; given back when it was written or dropped.</param>
    public void Send(BridgeBytes frame)
    {
        if (!waiting.Writer.TryWrite(frame))
        {
            frame.Return();
        }
        else if (Interlocked.Add(ref waitingBytes, frame.Length) > MaxWaiting)
        {
            Log.BridgeNotEnded(logger, "it does not read what it is sent");
            Kill();
        }
    }

    /// <summary>Ends the bridge at once.</summary>
    public void Kill() => bridge.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await stop.CancelAsync();
        await writing;
        while (waiting.Reader.TryRead(out var frame))
        {
            frame.Return();
        }

        await bridge.DisposeAsync();
        stop.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var frame in waiting.Reader.ReadAllAsync(stop.Token))
            {
                try
                {
                    await bridge.Stream.WriteAsync(frame.Memory, stop.Token);
                }
                finally
                {
                    Interlocked.Add(ref waitingBytes, -frame.Length);
                    frame.Return();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The connection is over.
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // Whoever reads finds out too, and says so.
            Log.Ignored(logger, $"writing ended: {gone.Message}");
        }
    }
}
