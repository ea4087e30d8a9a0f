using System.Net.WebSockets;
using System.Text;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>The server's end of one socket. Many may send.</summary>
/// <param name="socket">The socket.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001", Justification = "The semaphore's wait handle is never made, so it holds nothing.")]
internal sealed class LoopbackLink(WebSocket socket)
{
    private readonly SemaphoreSlim sending = new(1, 1);

    /// <summary>The socket.</summary>
    public WebSocket Socket { get; } = socket;

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="pieces">Frames to cut it into.</param>
    /// <returns>False when the socket has ended.</returns>
    public async Task<bool> SendAsync(string message, int pieces)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        await sending.WaitAsync();
        try
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                var (from, to) = (bytes.Length * piece / pieces, bytes.Length * (piece + 1) / pieces);
                await Socket.SendAsync(bytes.AsMemory(from, to - from), WebSocketMessageType.Text, piece == pieces - 1, CancellationToken.None);
            }

            return true;
        }
        catch (Exception exception) when (IsEnded(exception))
        {
            return false;
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Closes with a code, unless the socket has ended.</summary>
    public async Task CloseAsync(int code)
    {
        await sending.WaitAsync();
        try
        {
            await Socket.CloseOutputAsync((WebSocketCloseStatus)code, "", CancellationToken.None);
        }
        catch (Exception exception) when (IsEnded(exception))
        {
            // The other side was faster: it leaves as soon as a subscription is refused because the session is over.
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Answers the other side's goodbye.</summary>
    public Task FinishAsync() => CloseAsync((int)WebSocketCloseStatus.NormalClosure);

    private static bool IsEnded(Exception exception) => exception
        is WebSocketException or ObjectDisposedException or InvalidOperationException or IOException or OperationCanceledException;
}
