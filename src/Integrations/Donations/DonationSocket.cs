using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace IShowTts.Integrations.Donations;

/// <summary>One WebSocket to a donation service, seen as texts. One reader; any number of writers. Its exceptions tell no address.</summary>
internal sealed class DonationSocket : IDisposable
{
    /// <summary>Longest message in bytes; a longer one is skipped.</summary>
    internal const int LongestMessage = 1024 * 1024;

    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromMinutes(10);

    private readonly ClientWebSocket _socket;
    private readonly string _service;
    private readonly byte[] _piece = new byte[8 * 1024];
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TimeSpan _limit;
    private readonly ITimer _deadline;
    private volatile bool _isLate;

    private DonationSocket(ClientWebSocket socket, string service, TimeSpan limit, TimeProvider clock)
    {
        (_socket, _service, _limit) = (socket, service, limit);
        _deadline = clock.CreateTimer(_ => GiveUp(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Messages that were too long and were skipped.</summary>
    public int TooLong { get; private set; }

    /// <summary>Connects, and begins to wait for the other side: it is cut off after the limit, until <see cref="EndDeadline"/>.</summary>
    /// <param name="service">The service, for messages.</param>
    /// <param name="address">The server; may hold a token.</param>
    /// <param name="limit">How long connecting may take, and each step of being let in.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="ping">How often the server is asked whether it is there, in WebSocket's own way; null for not.</param>
    /// <param name="answer">How long it may take to answer that.</param>
    /// <exception cref="DonationConnectionException">It could not connect; with what the server answered, if it did.</exception>
    public static async Task<DonationSocket> ConnectAsync(
        string service, Uri address, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken, TimeSpan? ping = null, TimeSpan answer = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = ping ?? TimeSpan.Zero;
        if (ping is not null) socket.Options.KeepAliveTimeout = answer;
        socket.Options.CollectHttpResponseDetails = true;
        if (address.IsLoopback) socket.Options.Proxy = null;
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            socket.HttpResponseHeaders = null;
            return new DonationSocket(socket, service, limit, clock);
        }
        catch (Exception exception) when (IsNetworkTrouble(exception))
        {
            var failure = Failure(service, socket, limit, exception);
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw failure;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Begins (anew) to wait for the other side to let us in, or to say goodbye.</summary>
    public void StartDeadline() => _deadline.Change(_limit, Timeout.InfiniteTimeSpan);

    /// <summary>It let us in.</summary>
    public void EndDeadline() => _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Waits for the next message; longer ones than <see cref="LongestMessage"/> are passed over.</summary>
    /// <param name="cancellationToken">Ends the wait and the connection with it.</param>
    /// <returns>The message; null when the server closed.</returns>
    /// <exception cref="DonationConnectionException">The connection was lost.</exception>
    public async ValueTask<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var isTooLong = false;
        try
        {
            while (true)
            {
                var frame = await _socket.ReceiveAsync(_piece.AsMemory(), cancellationToken);
                if (frame.MessageType == WebSocketMessageType.Close) return null;
                isTooLong |= message.Length + frame.Count > LongestMessage;
                if (!isTooLong) message.Write(_piece, 0, frame.Count);
                if (!frame.EndOfMessage) continue;
                if (!isTooLong) return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
                TooLong++;
                isTooLong = false;
                message.SetLength(0);
            }
        }
        catch (Exception exception) when (IsNetworkTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw Lost(exception);
        }
    }

    /// <summary>Sends a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DonationConnectionException">The connection was lost.</exception>
    public async ValueTask SendAsync(string text, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception exception) when (IsNetworkTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw Lost(exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says that we are done; the server then closes, and <see cref="ReceiveAsync"/> gives what it sent until then.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception exception) when (IsNetworkTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw Lost(exception);
        }
    }

    /// <summary>Ends the connection at once; a waiting <see cref="ReceiveAsync"/> then throws.</summary>
    public void Abort() => _socket.Abort();

    /// <inheritdoc/>
    public void Dispose()
    {
        _deadline.Dispose();
        _socket.Dispose();
        _sending.Dispose();
    }

    private static bool IsNetworkTrouble(Exception exception) => exception
        is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or SocketException or HttpRequestException or InvalidOperationException;

    private static DonationConnectionException Failure(string service, ClientWebSocket socket, TimeSpan limit, Exception exception)
    {
        if (exception is OperationCanceledException) return new($"{service} did not answer within {limit.TotalSeconds:0.#} s.", exception);
        if ((int)socket.HttpStatusCode is 0 or 101) return new($"{service} cannot be reached. Check the network.", exception);
        var asked = socket.HttpResponseHeaders?.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        return new($"{service} refused the connection ({(int)socket.HttpStatusCode}).", exception) { Status = socket.HttpStatusCode, RetryAfter = ReadRetryAfter(asked) };
    }

    /// <summary>The wait that <c>Retry-After</c> asks for, in seconds; ten minutes at most.</summary>
    /// <param name="text">The header; null for none.</param>
    internal static TimeSpan? ReadRetryAfter(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, s_longestRetryAfter.TotalSeconds)) : null;

    private DonationConnectionException Lost(Exception exception) => _isLate
        ? new($"{_service} did not answer within {_limit.TotalSeconds:0.#} s.", exception)
        : new($"The connection to {_service} was lost.", exception) { IsLost = true };

    private void GiveUp()
    {
        _isLate = true;
        _socket.Abort();
    }
}
