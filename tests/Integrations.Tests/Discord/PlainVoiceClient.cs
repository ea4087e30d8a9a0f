using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using IShowTts.TestKit.Discord;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>A bot of the worst kind: it is in a voice channel with DAVE and sends whatever the test says, without end-to-end encryption.</summary>
internal sealed class PlainVoiceClient : IDisposable
{
    private readonly SocketClient gateway = new();
    private readonly SocketClient voice = new();
    private readonly UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private IPEndPoint server = new(IPAddress.Loopback, 0);
    private byte[] key = [];
    private uint ssrc;
    private ushort sequence;

    /// <summary>Logs in, joins <see cref="LoopbackWorld.Channel"/> and agrees on AES-GCM.</summary>
    public async Task JoinAsync(LoopbackDiscord discord)
    {
        await gateway.ConnectAsync(new Uri(discord.ApiUrl.Replace("http:", "ws:", StringComparison.Ordinal).Replace("/api", "/gateway", StringComparison.Ordinal)), LoopbackDiscord.CaFile);
        await gateway.SendAsync(new { op = 2, d = new { token = LoopbackWorld.Token, intents = 129, shard = new[] { 0, 1 } } });
        await gateway.ReadEventAsync("GUILD_CREATE");
        await gateway.SendAsync(new { op = 4, d = new { guild_id = LoopbackWorld.Guild, channel_id = LoopbackWorld.Channel } });
        var state = (await gateway.ReadEventAsync("VOICE_STATE_UPDATE"))!.Value.GetProperty("d");
        var told = (await gateway.ReadEventAsync("VOICE_SERVER_UPDATE"))!.Value.GetProperty("d");

        await voice.ConnectAsync(new Uri($"wss://{told.GetProperty("endpoint").GetString()}?v=8"), LoopbackDiscord.CaFile);
        var session = state.GetProperty("session_id").GetString();
        await voice.SendAsync(new { op = 0, d = new { server_id = LoopbackWorld.Guild, user_id = LoopbackWorld.BotId, session_id = session, token = told.GetProperty("token").GetString(), max_dave_protocol_version = 1 } });
        var ready = await ReadAsync(2);
        ssrc = ready.GetProperty("ssrc").GetUInt32();
        server = new IPEndPoint(IPAddress.Loopback, ready.GetProperty("port").GetInt32());
        await voice.SendAsync(new { op = 1, d = new { protocol = "udp", data = new { address = "127.0.0.1", port = 1, mode = "aead_aes256_gcm_rtpsize" } } });
        key = [.. (await ReadAsync(4)).GetProperty("secret_key").EnumerateArray().Select(number => number.GetByte())];
    }

    /// <summary>Asks what address this has, as every client does first.</summary>
    /// <returns>The port that the server saw.</returns>
    public async Task<int> DiscoverAsync()
    {
        var question = new byte[74];
        BinaryPrimitives.WriteUInt16BigEndian(question, 1);
        BinaryPrimitives.WriteUInt16BigEndian(question.AsSpan(2), 70);
        BinaryPrimitives.WriteUInt32BigEndian(question.AsSpan(4), ssrc);
        using var limit = new CancellationTokenSource(LoopbackDiscord.Limit);
        await udp.SendAsync(question, server, limit.Token);
        var answer = (await udp.ReceiveAsync(limit.Token)).Buffer;
        BinaryPrimitives.ReadUInt16BigEndian(answer).ShouldBe((ushort)2);
        return BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(72));
    }

    /// <summary>Sends one packet.</summary>
    /// <param name="frame">The frame in it.</param>
    /// <param name="spoil">Changes a bit of it on the way.</param>
    public async Task SendAsync(byte[] frame, bool spoil = false)
    {
        var packet = new byte[12 + frame.Length + 16 + 4];
        packet[0] = 0x80;
        packet[1] = 0x78;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), ++sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), sequence * 960u);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(packet.Length - 4), sequence);
        var nonce = new byte[12];
        packet.AsSpan(packet.Length - 4).CopyTo(nonce);
        using var cipher = new AesGcm(key, 16);
        cipher.Encrypt(nonce, frame, packet.AsSpan(12, frame.Length), packet.AsSpan(12 + frame.Length, 16), packet.AsSpan(0, 12));
        if (spoil) packet[12] ^= 1;
        await udp.SendAsync(packet, server);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gateway.Dispose();
        voice.Dispose();
        udp.Dispose();
    }

    private async Task<JsonElement> ReadAsync(int op) => (await voice.ReadUntilAsync(message => message.GetProperty("op").GetInt32() == op))!.Value.GetProperty("d");
}
