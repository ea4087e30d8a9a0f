using System.Net.WebSockets;
using System.Text.Json;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Serves the connection of one page until it leaves or the worker stops.</summary>
internal sealed class OverlaySocket(OverlayRoster roster, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<OverlaySocket> logger)
{
    private const int LongestMessage = 1_024;
    private const int MostMessagesPerSecond = 500;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    /// <summary>Takes the connection and serves it.</summary>
    /// <param name="context">A request for a WebSocket.</param>
    /// <param name="page">The page, which has joined; it leaves at the end.</param>
    public async Task ServeAsync(HttpContext context, OverlayPage page)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = KeepAlive, KeepAliveTimeout = KeepAlive + KeepAlive });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await using var stopping = lifetime.ApplicationStopping.Register(() => page.End(WebSocketCloseStatus.EndpointUnavailable, "The worker stops."));
        Log.PageCame(logger, page.Number, page.Name);
        page.Send(OverlayJsonContext.Write(new HelloMessage("hello", WorkerVersion.Text, roster.IsOutput(page.Name)), OverlayJsonContext.Default.HelloMessage));
        var reading = GuardAsync(ReadAsync(socket, page, limit.Token), page);
        var writing = GuardAsync(WriteAsync(socket, page, limit.Token), page);
        await Task.WhenAny(reading, page.Ended);
        page.End(WebSocketCloseStatus.NormalClosure, "It closed the connection.");
        roster.Leave(page); // it counts no more, however long it takes to close
        limit.CancelAfter(CloseLimit);
        await Task.WhenAll(reading, writing);
        Log.PageLeft(logger, page.Number, page.Name, page.Reason);
    }

    /// <summary>A line that breaks is how most pages leave; it ends the page, not the worker.</summary>
    private async Task GuardAsync(Task work, OverlayPage page)
    {
        try
        {
            await work;
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            Log.ConnectionBroke(logger, page.Number, exception.Message);
            page.End(WebSocketCloseStatus.NormalClosure, "The connection broke.");
        }
    }

    private static async Task WriteAsync(WebSocket socket, OverlayPage page, CancellationToken cancellationToken)
    {
        await foreach (var frame in page.Outgoing.ReadAllAsync(cancellationToken))
        {
            await socket.SendAsync(frame.Bytes, frame.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }

        await socket.CloseOutputAsync(page.Status, page.Reason, cancellationToken);
    }

    private async Task ReadAsync(WebSocket socket, OverlayPage page, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestMessage];
        var second = time.GetTimestamp();
        var messages = 0;
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += result.Count;
            }
            while (!result.EndOfMessage && length < buffer.Length);

            if (result.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            if (time.GetElapsedTime(second) >= TimeSpan.FromSeconds(1))
            {
                (second, messages) = (time.GetTimestamp(), 0);
            }

            if (!result.EndOfMessage || result.MessageType != WebSocketMessageType.Text || ++messages > MostMessagesPerSecond || !TryRead(buffer.AsSpan(0, length), out var report))
            {
                page.End(WebSocketCloseStatus.PolicyViolation, "The page does not speak as an overlay does.");
                return;
            }

            roster.Report(page, report);
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> json, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PageReport? report)
    {
        try
        {
            report = JsonSerializer.Deserialize(json, OverlayJsonContext.Default.PageReport);
            return report is not null;
        }
        catch (JsonException)
        {
            report = null;
            return false;
        }
    }
}
