using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using IShowTts.TestKit.Discord;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>A client of the loopback's websockets that says what the test says.</summary>
internal sealed class SocketClient : IDisposable
{
    private readonly ClientWebSocket socket = new();

    /// <summary>Why the other side closed it.</summary>
    public int? CloseCode => (int?)socket.CloseStatus;

    /// <summary>Connects; over TLS only the authority in the file is trusted.</summary>
    public async Task ConnectAsync(Uri address, string caFile)
    {
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(caFile);
            return (errors & ~System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors) == System.Net.Security.SslPolicyErrors.None && chain.Build(new X509Certificate2(certificate!));
        };
        using var limit = new CancellationTokenSource(LoopbackDiscord.Limit);
        await socket.ConnectAsync(address, limit.Token);
    }

    /// <summary>Sends a message.</summary>
    public async Task SendAsync(object message)
    {
        using var limit = new CancellationTokenSource(LoopbackDiscord.Limit);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
    }

    /// <summary>Reads until a message is the one looked for.</summary>
    /// <returns>It; null when the other side closed.</returns>
    public async Task<JsonElement?> ReadUntilAsync(Func<JsonElement, bool> isIt)
    {
        using var limit = new CancellationTokenSource(LoopbackDiscord.Limit);
        var buffer = new byte[1 << 16];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            var message = JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone();
            if (isIt(message)) return message;
        }
    }

    /// <summary>Reads until an event of this name.</summary>
    public Task<JsonElement?> ReadEventAsync(string name) => ReadUntilAsync(message => message.TryGetProperty("t", out var t) && t.GetString() == name);

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
