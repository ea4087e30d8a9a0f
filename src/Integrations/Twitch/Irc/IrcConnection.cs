using System.Net.WebSockets;
using System.Text;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>One WebSocket to the chat server, seen as lines. One reader; any number of writers.</summary>
internal sealed class IrcConnection : IDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly IrcLineFramer _framer = new();
    private readonly byte[] _buffer = new byte[8 * 1024];
    private readonly SemaphoreSlim _sending = new(1, 1);

    private IrcConnection(ClientWebSocket socket) => _socket = socket;

    /// <summary>Lines that were too long and were skipped.</summary>
    public int OverlongLines => _framer.OverlongLines;

    /// <summary>Connects.</summary>
    /// <param name="address">The server.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<IrcConnection> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            // The watchdog of the session asks in IRC's own words, so that silence of the server itself is noticed.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            if (address.IsLoopback) socket.Options.Proxy = null;
            await socket.ConnectAsync(address, cancellationToken);
            return new IrcConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the next frame and gives the lines that it completes.</summary>
    /// <param name="lines">Where lines are added; may stay empty.</param>
    /// <param name="cancellationToken">Ends the wait and the connection with it.</param>
    /// <returns>False when the server closed.</returns>
    public async ValueTask<bool> ReceiveAsync(List<string> lines, CancellationToken cancellationToken)
    {
        var frame = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
        if (frame.MessageType == WebSocketMessageType.Close) return false;
        _framer.Append(_buffer.AsSpan(0, frame.Count), lines);
        return true;
    }

    /// <summary>Sends one line.</summary>
    /// <param name="line">Without its end; the caller has made sure that it is one line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask SendAsync(string line, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\r\n");
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Ends the connection at once; a waiting <see cref="ReceiveAsync"/> then throws.</summary>
    public void Abort() => _socket.Abort();

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }
}
