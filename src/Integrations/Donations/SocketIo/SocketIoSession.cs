using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Donations.SocketIo;

/// <summary>One connection to a server of Engine.IO 3 and Socket.IO 2 (later versions are another protocol). The address holds a token: it is never told.</summary>
/// <param name="service">The service, for messages.</param>
/// <param name="tokenKey">The configuration key of the token, for the cure.</param>
/// <param name="settings">Its options.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class SocketIoSession(string service, string tokenKey, DonationSettings settings, TimeProvider clock, ILogger logger)
{
    private bool _isJoined;

    /// <summary>Called once, when the namespace is joined, with what emits events: name and argument.</summary>
    public required Func<Func<string, object, ValueTask>, CancellationToken, ValueTask> OnJoined { get; init; }

    /// <summary>Takes every event: its name and first argument, which is good during the call.</summary>
    public required Func<string, JsonElement, CancellationToken, ValueTask> OnEvent { get; init; }

    /// <summary>Connects and reads until the connection ends.</summary>
    /// <param name="address">The server, with its query.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why it ended, for people, without a full stop.</returns>
    /// <exception cref="DonationConnectionException">It could not connect, or lost the connection.</exception>
    public async Task<string> RunAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await DonationSocket.ConnectAsync(service, address, settings.Handshake, clock, cancellationToken);
            try
            {
                return await ReadAsync(socket, cancellationToken);
            }
            finally
            {
                if (socket.TooLong > 0) Log.TooLong(logger, service, socket.TooLong);
            }
        }
        catch (DonationConnectionException exception) when (exception.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new DonationConnectionException($"{exception.Message.TrimEnd('.')}. {Cure}", exception);
        }
    }

    private string Cure => $"If it stays so, set a new token in {tokenKey}.";

    private async Task<string> ReadAsync(DonationSocket socket, CancellationToken cancellationToken)
    {
        SocketIoHeartbeat? heartbeat = null;
        try
        {
            while (true)
            {
                heartbeat?.Wait();
                var text = await socket.ReceiveAsync(cancellationToken);
                heartbeat?.Rest();
                var frame = text is null ? new SocketIoFrame(SocketIoKind.Close, "") : SocketIoFrame.Read(text);
                switch (frame.Kind)
                {
                    case SocketIoKind.Open when heartbeat is null:
                        heartbeat = StartHeartbeat(socket, frame.Payload);
                        break;
                    case SocketIoKind.Connect when !_isJoined:
                        _isJoined = true;
                        // Without an open frame, the usual times: else a dead line would never be noticed.
                        heartbeat ??= StartHeartbeat(socket, "");
                        socket.EndDeadline();
                        await OnJoined((name, argument) => socket.SendAsync("42" + JsonSerializer.Serialize(new[] { name, argument }), cancellationToken), cancellationToken);
                        break;
                    case SocketIoKind.Ping:
                        await socket.SendAsync("3" + (frame.Payload.Length <= 100 ? frame.Payload : ""), cancellationToken);
                        break;
                    case SocketIoKind.Event:
                        await TakeAsync(frame.Payload, cancellationToken);
                        break;
                    case SocketIoKind.Error:
                        throw new DonationConnectionException($"{service} refused the connection. {Cure}");
                    case SocketIoKind.Close or SocketIoKind.Disconnect:
                        return _isJoined ? $"{service} closed the connection" : $"{service} closed the connection before it let us in. {Cure.TrimEnd('.')}";
                    default:
                        break;
                }
            }
        }
        finally
        {
            heartbeat?.Dispose();
        }
    }

    private SocketIoHeartbeat StartHeartbeat(DonationSocket socket, string payload)
    {
        using var open = DonationJson.TryParse(payload);
        return new SocketIoHeartbeat(open?.RootElement ?? default, clock, () => _ = PingAsync(socket), socket.Abort);
    }

    private async ValueTask TakeAsync(string payload, CancellationToken cancellationToken)
    {
        using var document = DonationJson.TryParse(payload);
        if (document?.RootElement is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() is > 0 and var count && array[0].ValueKind == JsonValueKind.String)
            await OnEvent(array[0].GetString() ?? "", count > 1 ? array[1] : default, cancellationToken);
        else
            Log.Ignored(logger, service, "a frame that is no event");
    }

    private static async Task PingAsync(DonationSocket socket)
    {
        try
        {
            await socket.SendAsync("2", CancellationToken.None);
        }
        catch (Exception exception) when (exception is DonationConnectionException or ObjectDisposedException)
        {
            // The reader learns of it, and tells.
            socket.Abort();
        }
    }
}
