using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace IShowTts.TestKit.Donations.Loopback;

/// <summary>The server's end of one WebSocket. Texts that the program sends are collected at once, unless it is deaf.</summary>
public sealed class LoopbackSocket : IDisposable
{
    private readonly WebSocket socket;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> received = Channel.CreateUnbounded<string>();
    private readonly SemaphoreSlim sending = new(1, 1);

    internal LoopbackSocket(WebSocket socket, string query)
    {
        this.socket = socket;
        Query = query;
    }

    /// <summary>The query of the address that was asked for.</summary>
    public string Query { get; }

    /// <summary>Ends when the program closed or lost the connection, or the server did.</summary>
    public Task Ended => ended.Task;

    /// <summary>The next text that the program sends.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The text; null when the program closed.</returns>
    public async Task<string?> ReceiveAsync(CancellationToken cancellationToken) =>
        await received.Reader.WaitToReadAsync(cancellationToken) && received.Reader.TryRead(out var text) ? text : null;

    /// <summary>Waits for a text with this in it; others are passed over.</summary>
    /// <param name="part">What is in it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> ExpectAsync(string part, CancellationToken cancellationToken)
    {
        List<string> others = [];
        while (await ReceiveAsync(cancellationToken) is { } text)
        {
            if (text.Contains(part, StringComparison.Ordinal)) return text;
            others.Add(text);
        }

        throw new InvalidOperationException($"The program closed before it sent \"{part}\". It sent: {string.Join(" | ", others)}");
    }

    /// <summary>Sends texts, each as a message.</summary>
    /// <param name="texts">The messages.</param>
    public async Task SendAsync(params string[] texts)
    {
        foreach (var text in texts) await SendPieceAsync(Encoding.UTF8.GetBytes(text), isEnd: true);
    }

    /// <summary>Sends bytes as they are.</summary>
    /// <param name="bytes">A piece of a message.</param>
    /// <param name="isEnd">Whether the message ends with it.</param>
    public async Task SendPieceAsync(byte[] bytes, bool isEnd)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, isEnd, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Closes as a server does that is well; it has ended when the program closed too.</summary>
    public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    /// <summary>Cuts the line.</summary>
    public void Abort()
    {
        socket.Abort();
        ended.TrySetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.TrySetResult();
        sending.Dispose();
    }

    /// <summary>Collects what the program sends (and lets the framework answer its pings) until the end.</summary>
    /// <param name="answers">What this server answers to a text by itself; null for nothing.</param>
    internal async Task ListenAsync(Func<LoopbackSocket, string, Task>? answers)
    {
        var piece = new byte[4096];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var frame = await socket.ReceiveAsync(piece.AsMemory(), CancellationToken.None);
                if (frame.MessageType == WebSocketMessageType.Close) break;
                message.Write(piece, 0, frame.Count);
                if (!frame.EndOfMessage) continue;
                var text = Encoding.UTF8.GetString(message.ToArray());
                message.SetLength(0);
                received.Writer.TryWrite(text);
                if (answers is not null) await answers(this, text);
            }

            if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The line was cut, by the program or by the test; both are an end.
        }
        finally
        {
            received.Writer.TryComplete();
            ended.TrySetResult();
        }
    }
}
