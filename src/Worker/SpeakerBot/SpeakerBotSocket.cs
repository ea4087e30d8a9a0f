using System.Net.WebSockets;
using System.Text;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>One WebSocket connection: reads requests one after the other, each at most <see cref="SpeakerBotRequest.MaxBytes"/>, and answers each.</summary>
internal sealed class SpeakerBotSocket(WebSocket socket, SpeakerBotRequests requests, RequestBudget budget, SpeakerBotTally tally, ILogger logger)
{
    private readonly byte[] buffer = new byte[SpeakerBotRequest.MaxBytes];

    /// <summary>Serves it until the other side leaves, breaks the rules, or the worker stops.</summary>
    /// <param name="stopping">Ends it.</param>
    public async Task ServeAsync(CancellationToken stopping)
    {
        try
        {
            while (await ReceiveAsync(stopping) is { } content)
            {
                var answer = await AnswerAsync(content, stopping);
                await socket.SendAsync(Encoding.UTF8.GetBytes(answer), WebSocketMessageType.Text, endOfMessage: true, stopping);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            Log.Left(logger, exception.GetType().Name);
        }
    }

    private async Task<string> AnswerAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var isRequest = SpeakerBotRequest.TryParse(content, "request", out var request);
        var id = isRequest ? request!.Id : "";
        if (!budget.TryTake())
        {
            tally.AddLimited();
            return SpeakerBotAnswer.Failed("Too many requests; slow down (SpeakerBot:RequestsPerSecond).").Write(id);
        }

        if (!isRequest)
        {
            tally.AddMalformed();
            return SpeakerBotAnswer.Failed("This is no request: send {\"id\": …, \"request\": …}.").Write("");
        }

        try
        {
            return (await requests.RunAsync(request!, cancellationToken)).Write(id);
        }
        catch (QueueStoreException exception)
        {
            Log.QueueUnavailable(logger, exception);
            return SpeakerBotAnswer.Failed("The queue cannot be used now; the worker's log says why.").Write(id);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The edge: one bad request ends neither the line nor the worker, and does not hide.
            Log.RequestFailed(logger, exception);
            return SpeakerBotAnswer.Failed("internal: something went wrong in the worker; its log says what.").Write(id);
        }
    }

    /// <summary>The next whole message; null when there will be none.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return null;
            }

            if (part.MessageType == WebSocketMessageType.Binary || (!part.EndOfMessage && length == buffer.Length))
            {
                tally.AddMalformed();
                await socket.CloseOutputAsync(
                    part.MessageType == WebSocketMessageType.Binary ? WebSocketCloseStatus.InvalidMessageType : WebSocketCloseStatus.MessageTooBig, "Requests are text of at most 64 KiB.", cancellationToken);
                return null;
            }

            if (part.EndOfMessage)
            {
                return buffer.AsMemory(0, length);
            }
        }
    }
}
