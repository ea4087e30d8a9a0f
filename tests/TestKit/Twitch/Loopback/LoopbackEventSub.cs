using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>EventSub of a <see cref="LoopbackTwitch"/>, and what Helix knows of users and chat. It does what Twitch's documents tell, and what a test asks for.</summary>
public sealed class LoopbackEventSub
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LoopbackSession> sessions = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int made;

    /// <summary>Makes one.</summary>
    /// <param name="signIn">Knows whose a token is, and what it allows.</param>
    internal LoopbackEventSub(LoopbackSignIn signIn)
    {
        Subscriptions = new LoopbackSubscriptions(signIn, this);
        Chat = new LoopbackHelixChat(signIn);
    }

    /// <summary>Its clock: when a session without subscriptions is closed, and when keepalives go out.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What the welcome says.</summary>
    public int KeepaliveSeconds { get; set; } = 10;

    /// <summary>No keepalives go out.</summary>
    public bool HoldsKeepalives { get; set; }

    /// <summary>How long a session may be without a subscription.</summary>
    public TimeSpan UnusedLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How far its clock is ahead of the one of this machine.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Whether the address that a reconnect names lets nobody in.</summary>
    public bool RefusesMoves { get; set; }

    /// <summary>Whether a session that moves gets another id.</summary>
    public bool GivesNewIds { get; set; }

    /// <summary>Subscriptions over Helix.</summary>
    public LoopbackSubscriptions Subscriptions { get; }

    /// <summary>Users, chat and cheermotes over Helix.</summary>
    public LoopbackHelixChat Chat { get; }

    /// <summary>Sockets so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Sockets so far that moved in from another.</summary>
    public int Moves { get; private set; }

    /// <summary>How often a client sent something, which it must not.</summary>
    public int Inbound { get; private set; }

    /// <summary>Close codes that were sent, in order.</summary>
    public ConcurrentQueue<int> Closed { get; } = new();

    /// <summary>Sessions that have a socket.</summary>
    public IReadOnlyList<LoopbackSession> Live
    {
        get
        {
            lock (gate) return [.. sessions.Values.Where(static session => session.IsLive).Distinct()];
        }
    }

    /// <summary>Waits until something is so.</summary>
    /// <param name="condition">Looked at after each connection, subscription and end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate) next = changed.Task;
            if (condition()) return;
            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until a live session has a subscription.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task SubscribedAsync(string type, CancellationToken cancellationToken) => WaitAsync(() => Find(type) is not null, cancellationToken);

    /// <summary>The live session with a subscription; null when there is none.</summary>
    /// <param name="type">Its type.</param>
    public LoopbackSession? Find(string type) => Live.FirstOrDefault(session => session.Has(type));

    /// <summary>Makes a notification.</summary>
    /// <param name="type">Subscription type.</param>
    /// <param name="body">The event.</param>
    /// <param name="messageId">Id of the message; null for a new one.</param>
    /// <param name="age">How old it says it is.</param>
    public string Notification(string type, JsonNode body, string? messageId = null, TimeSpan age = default) =>
        Envelope("notification", new JsonObject { ["subscription"] = new JsonObject { ["type"] = type }, ["event"] = body.DeepClone() }, messageId, type, age);

    /// <summary>Sends a notification to whoever has subscribed to it.</summary>
    /// <param name="type">Subscription type.</param>
    /// <param name="body">The event.</param>
    /// <param name="messageId">Id of the message; null for a new one.</param>
    /// <returns>Whether anybody has.</returns>
    public Task<bool> NotifyAsync(string type, JsonNode body, string? messageId = null) => SendAsync(type, Notification(type, body, messageId));

    /// <summary>Sends a message as it is to whoever has subscribed to a type.</summary>
    /// <param name="type">Subscription type.</param>
    /// <param name="message">The message.</param>
    /// <param name="pieces">WebSocket frames to cut it into.</param>
    /// <returns>Whether anybody has, and the message went out whole.</returns>
    public async Task<bool> SendAsync(string type, string message, int pieces = 1) => Find(type) is { } session && await session.SendAsync(message, pieces);

    /// <summary>Sends the message of a file to whoever has subscribed to its type, with a new id and the time of now.</summary>
    /// <param name="json">The message.</param>
    public Task<bool> SendFileAsync(string json)
    {
        var message = JsonNode.Parse(json)!;
        var type = message["metadata"]!["subscription_type"]!.GetValue<string>();
        return NotifyAsync(type, message["payload"]!["event"]!);
    }

    /// <summary>Asks a session to move, as Twitch does before it restarts a server.</summary>
    /// <param name="session">Which.</param>
    public Task ReconnectAsync(LoopbackSession session) => session.SendAsync(Envelope("session_reconnect", new JsonObject
    {
        ["session"] = new JsonObject
        {
            ["id"] = session.Id,
            ["status"] = "reconnecting",
            ["connected_at"] = "2026-01-01T00:00:00Z",
            ["keepalive_timeout_seconds"] = null,
            ["reconnect_url"] = session.MoveUrl,
        },
    }));

    /// <summary>Ends a subscription and says so.</summary>
    /// <param name="type">Which.</param>
    /// <param name="status">Why.</param>
    public async Task RevokeAsync(string type, string status)
    {
        if (Find(type) is not { } session) throw new InvalidOperationException($"Nobody has subscribed to {type}.");
        session.Remove(type);
        Changed();
        await session.SendAsync(Envelope("revocation", new JsonObject { ["subscription"] = new JsonObject { ["type"] = type, ["status"] = status } }, null, type));
    }

    /// <summary>Sends a keepalive.</summary>
    public Task KeepaliveAsync(LoopbackSession session) => session.SendAsync(Envelope("session_keepalive", new JsonObject()));

    /// <summary>Something changed that somebody may wait for.</summary>
    internal void Changed()
    {
        TaskCompletionSource told;
        lock (gate) (told, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        told.TrySetResult();
    }

    /// <summary>A session that has a socket; null for none.</summary>
    internal LoopbackSession? FindLive(string id)
    {
        lock (gate) return sessions.GetValueOrDefault(id) is { IsLive: true } session ? session : null;
    }

    /// <summary>Maps the routes.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ws", AcceptAsync);
        Subscriptions.Map(routes);
        Chat.Map(routes);
    }

    private string Envelope(string kind, JsonObject payload, string? messageId = null, string? type = null, TimeSpan age = default)
    {
        var metadata = new JsonObject
        {
            ["message_id"] = messageId ?? Guid.NewGuid().ToString(),
            ["message_type"] = kind,
            ["message_timestamp"] = (Clock.GetUtcNow() + ClockOffset - age).UtcDateTime.ToString("O"),
        };
        if (type is not null) (metadata["subscription_type"], metadata["subscription_version"]) = (type, "1");
        return new JsonObject { ["metadata"] = metadata, ["payload"] = payload }.ToJsonString();
    }

    private async Task AcceptAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await LoopbackAnswer.ErrorAsync(context, 400, "Bad Request", "a WebSocket was expected");
            return;
        }

        var key = context.Request.Query["move"].ToString();
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var session = Enter(key, $"ws://{context.Request.Host}/ws", out var left);
        if (session is null)
        {
            await CloseAsync(socket, 4007);
            return;
        }

        // A session that moves hears the old socket until the new one was welcomed.
        var link = session.Attach(socket, isCurrent: key.Length == 0);
        await link.SendAsync(Envelope("session_welcome", new JsonObject
        {
            ["session"] = new JsonObject
            {
                ["id"] = session.Id,
                ["status"] = "connected",
                ["connected_at"] = "2026-01-01T00:00:00Z",
                ["keepalive_timeout_seconds"] = KeepaliveSeconds,
                ["reconnect_url"] = null,
                ["recovery_url"] = null,
            },
        }), 1);
        session.Use(link);
        Forget(left);
        lock (gate) (Connections, Moves) = (Connections + 1, Moves + (key.Length > 0 ? 1 : 0));
        Changed();
        await ServeAsync(session, link, context.RequestAborted);
    }

    /// <summary>A new session, or the one that moves.</summary>
    /// <param name="key">What the address of a move names; empty for a new one.</param>
    /// <param name="address">Where sessions are.</param>
    /// <param name="left">The id that the session had until now; empty when it keeps its own.</param>
    private LoopbackSession? Enter(string key, string address, out string left)
    {
        left = "";
        lock (gate)
        {
            if (key.Length == 0)
            {
                var session = new LoopbackSession($"session-{++made}", address + $"?move=m{made}");
                return sessions[session.Id] = session;
            }

            var moving = RefusesMoves ? null : sessions.Values.FirstOrDefault(session => session.IsLive && session.MoveUrl.EndsWith($"move={key}", StringComparison.Ordinal));
            if (moving is null || !GivesNewIds) return moving;
            (left, moving.Id) = (moving.Id, $"session-{++made}");
            return sessions[moving.Id] = moving;
        }
    }

    private void Forget(string id)
    {
        lock (gate) sessions.Remove(id);
    }

    private async Task ServeAsync(LoopbackSession session, LoopbackLink link, CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var keeping = KeepAliveAsync(session, link, stop.Token);
        var unused = CloseUnusedAsync(session, link, stop.Token);
        try
        {
            var buffer = new byte[1024];
            var got = await link.Socket.ReceiveAsync(buffer.AsMemory(), aborted);
            if (got.MessageType != WebSocketMessageType.Close)
            {
                lock (gate) Inbound++;
                await CloseAsync(link.Socket, 4001);
            }
            else if (link.Socket.State == WebSocketState.CloseReceived)
            {
                await link.FinishAsync();
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // The line was cut, by the test or by the program.
        }
        finally
        {
            await stop.CancelAsync();
            session.Detach(link);
            await Task.WhenAll(keeping, unused);
            Changed();
        }
    }

    /// <summary>Closes a socket with a code of Twitch's.</summary>
    /// <param name="session">Which.</param>
    /// <param name="code">Why.</param>
    public async Task CloseAsync(LoopbackSession session, int code)
    {
        Closed.Enqueue(code);
        await session.CloseAsync(code);
        Changed();
    }

    private async Task CloseAsync(WebSocket socket, int code)
    {
        Closed.Enqueue(code);
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, "", CancellationToken.None);
        Changed();
    }

    private async Task KeepAliveAsync(LoopbackSession session, LoopbackLink link, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(KeepaliveSeconds), Clock, stop);
                if (!HoldsKeepalives) await link.SendAsync(Envelope("session_keepalive", new JsonObject()), 1);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The socket has ended.
            session.Detach(link);
        }
    }

    private async Task CloseUnusedAsync(LoopbackSession session, LoopbackLink link, CancellationToken stop)
    {
        try
        {
            await Task.Delay(UnusedLimit, Clock, stop);
            if (session.IsEmpty) await CloseAsync(session, 4003);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The socket has ended.
            session.Detach(link);
        }
    }
}
