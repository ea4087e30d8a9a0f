using System.Net.WebSockets;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>A WebSocket that only receives: whole messages, of bounded length. Nothing is ever sent on it, for Twitch closes with 4001 when a client speaks.</summary>
internal sealed class EventSubSocket : IDisposable
{
    /// <summary>Longest message in bytes; a longer one is read to its end and passed over.</summary>
    internal const int MaxMessageBytes = 1024 * 1024;

    private readonly ClientWebSocket _socket;
    private byte[] _buffer = new byte[16 * 1024];

    private EventSubSocket(ClientWebSocket socket) => _socket = socket;

    /// <summary>Why the server closed; null when it did not, or did not say.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <summary>Messages that were too long and were passed over.</summary>
    public int OverlongMessages { get; private set; }

    /// <summary>Connects.</summary>
    /// <param name="address">Where to; may hold a secret, so it is never told.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<EventSubSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            // .NET would send a Pong of its own every 30 s; whether Twitch is there is known from its keepalive messages.
            socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            if (address.IsLoopback) socket.Options.Proxy = null;
            await socket.ConnectAsync(address, cancellationToken);
            return new EventSubSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the next message.</summary>
    /// <param name="cancellationToken">Ends the wait and the connection with it.</param>
    /// <returns>The message, good until the next call; null when the server closed.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        var isTooLong = false;
        while (true)
        {
            if (length == _buffer.Length)
            {
                if (_buffer.Length >= MaxMessageBytes) (isTooLong, length) = (true, 0);
                else Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxMessageBytes));
            }

            var frame = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (frame.MessageType == WebSocketMessageType.Close) return null;
            length += frame.Count;
            if (!frame.EndOfMessage) continue;
            if (!isTooLong) return _buffer.AsMemory(0, length);

            OverlongMessages++;
            (isTooLong, length) = (false, 0);
        }
    }

    /// <summary>Tells the server that we go; what it sent before can still be received.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task SayGoodbyeAsync(CancellationToken cancellationToken) => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);

    /// <summary>Ends the connection at once; a waiting <see cref="ReceiveAsync"/> then throws.</summary>
    public void Abort() => _socket.Abort();

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
