using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace IShowTts.Worker.Tests.SpeakerBot;

/// <summary>A program that speaks Speaker.bot's protocol over a real WebSocket.</summary>
internal sealed class SpeakerBotClient(ClientWebSocket socket) : IDisposable
{
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));

    public static async Task<SpeakerBotClient> ConnectAsync(int port, string path = "/", Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.CollectHttpResponseDetails = true;
        configure?.Invoke(socket.Options);
        var client = new SpeakerBotClient(socket);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}{path}"), client.limit.Token);
            return client;
        }
        catch (WebSocketException exception)
        {
            var status = socket.HttpStatusCode;
            client.Dispose();
            throw new InvalidOperationException($"refused with {(int)status}", exception);
        }
    }

    public Task SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, limit.Token);

    public Task SendBinaryAsync(byte[] content) => socket.SendAsync(content, WebSocketMessageType.Binary, true, limit.Token);

    public async Task<JsonElement> AskAsync(string request)
    {
        await SendAsync(request);
        return await ReadAsync();
    }

    public async Task<JsonElement> ReadAsync()
    {
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            length += part.Count;
            if (part.EndOfMessage)
            {
                using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
                return document.RootElement.Clone();
            }
        }
    }

    public async Task<WebSocketCloseStatus?> WaitCloseAsync()
    {
        var part = await socket.ReceiveAsync(new Memory<byte>(new byte[1024]), limit.Token);
        return part.MessageType == WebSocketMessageType.Close ? socket.CloseStatus : null;
    }

    public void Dispose()
    {
        socket.Dispose();
        limit.Dispose();
    }
}
