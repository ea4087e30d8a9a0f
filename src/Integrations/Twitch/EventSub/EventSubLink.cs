using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Irc;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>One socket from its welcome to its end.</summary>
internal sealed class EventSubLink : IDisposable
{
    private const int MaxKeepaliveSeconds = 600;
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(10);

    private readonly EventSubSocket _socket;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TimeSpan _keepalive;
    private readonly TaskCompletionSource<Uri?> _moveAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isSilent;

    private EventSubLink(EventSubSocket socket, EventSubFrame welcome, TimeProvider clock, ILogger logger)
    {
        (_socket, _clock, _logger) = (socket, clock, logger);
        SessionId = welcome.Session.Text("id");
        ClockOffset = welcome.At is { } at ? clock.GetUtcNow() - at : TimeSpan.Zero;
        var seconds = welcome.Session.Number("keepalive_timeout_seconds");
        _keepalive = TimeSpan.FromSeconds(seconds == 0 ? 10 : Math.Min(seconds, MaxKeepaliveSeconds));
    }

    /// <summary>Id of the session, for subscriptions.</summary>
    public string SessionId { get; }

    /// <summary>How far our clock is ahead of Twitch's.</summary>
    public TimeSpan ClockOffset { get; }

    /// <summary>Ends when Twitch asks to move: the new address, or null when it cannot be used.</summary>
    public Task<Uri?> MoveAsked => _moveAsked.Task;

    /// <summary>Connects and waits for the welcome.</summary>
    /// <param name="address">Where to; may hold a secret, so it is never told.</param>
    /// <param name="limit">How long both may take.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="EventSubConnectionException">There is no connection.</exception>
    public static async Task<EventSubLink> OpenAsync(Uri address, TimeSpan limit, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        EventSubSocket? socket = null;
        try
        {
            socket = await EventSubSocket.ConnectAsync(address, either.Token);
            var bytes = await socket.ReceiveAsync(either.Token) ?? throw new EventSubConnectionException($"{EventSubCloseCodes.Describe(socket.CloseCode)}.");
            using var document = JsonDocument.Parse(bytes);
            var welcome = EventSubFrame.Read(document.RootElement, out _);
            if (welcome is not { Kind: "session_welcome" } || welcome.Session.Text("id").Length == 0)
                throw new EventSubConnectionException("what answers at Twitch:EventSubUrl did not begin with a welcome.");
            return new EventSubLink(socket, welcome, clock, logger);
        }
        catch (Exception exception)
        {
            socket?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (exception is EventSubConnectionException) throw;
            if (exception is JsonException or InvalidOperationException and not ObjectDisposedException) throw new EventSubConnectionException("what answers at Twitch:EventSubUrl is not EventSub.", exception);
            if (!IsNetworkTrouble(exception)) throw;
            throw new EventSubConnectionException(
                deadline.IsCancellationRequested ? $"Twitch's events did not begin within {limit.TotalSeconds:0.#} s." : "Twitch's events cannot be reached. Check the network and Twitch:EventSubUrl.",
                exception);
        }
    }

    /// <summary>Reads until the connection ends.</summary>
    /// <param name="handle">Takes every message that is not about the connection itself; the frame is good until it returns.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why it ended, for people.</returns>
    public async Task<string> ReadAsync(Func<EventSubFrame, CancellationToken, ValueTask> handle, CancellationToken cancellationToken)
    {
        using var watchdog = new SilenceWatchdog(_clock, _keepalive, s_slack, ask: static () => { }, giveUp: OnSilence);
        try
        {
            while (true)
            {
                watchdog.Wait();
                var message = await _socket.ReceiveAsync(cancellationToken);
                watchdog.Rest();
                if (message is not { } bytes) return EventSubCloseCodes.Describe(_socket.CloseCode);
                await TakeAsync(bytes, handle, cancellationToken);
            }
        }
        catch (Exception exception) when (IsNetworkTrouble(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return _isSilent ? $"Twitch gave no sign of life for {(_keepalive + s_slack).TotalSeconds:0} s" : EventSubCloseCodes.Describe(_socket.CloseCode);
        }
        finally
        {
            if (_socket.OverlongMessages > 0) Log.OverlongMessages(_logger, _socket.OverlongMessages);
        }
    }

    /// <summary>Says goodbye, waits a moment until what is on its way was read, and ends the connection.</summary>
    /// <param name="reading">What <see cref="ReadAsync"/> gave.</param>
    public async Task LeaveAsync(Task reading)
    {
        try
        {
            // One that has ended needs no goodbye.
            if (reading.IsCompleted) return;
            using var limit = new CancellationTokenSource(s_goodbye, _clock);
            await _socket.SayGoodbyeAsync(limit.Token);
            await reading.WaitAsync(s_goodbye, _clock);
        }
        catch (Exception exception) when (IsNetworkTrouble(exception) || exception is TimeoutException or InvalidOperationException)
        {
            // It is gone already, or does not answer: both end it.
            Log.NoGoodbye(_logger, exception.Message);
        }
        finally
        {
            _socket.Abort();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static bool IsNetworkTrouble(Exception exception) => exception
        is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or SocketException or HttpRequestException;

    private async ValueTask TakeAsync(ReadOnlyMemory<byte> bytes, Func<EventSubFrame, CancellationToken, ValueTask> handle, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(Mend(bytes));
        }
        catch (JsonException exception)
        {
            Log.MessageDropped(_logger, $"it is no JSON: {exception.Message}");
            return;
        }

        using (document)
        {
            var frame = EventSubFrame.Read(document.RootElement, out var error);
            if (frame is null) Log.MessageDropped(_logger, error);
            else if (frame.Kind == "session_reconnect") _moveAsked.TrySetResult(ReadAddress(frame));
            else if (frame.Kind is "notification" or "revocation") await handle(frame, cancellationToken);
            else if (frame.Kind is not ("session_keepalive" or "session_welcome")) Log.UnknownMessage(_logger, frame.Kind);
        }
    }

    /// <summary>The message, in which half a surrogate pair in an escape is replaced: a name with one must not cost what was paid for.</summary>
    private static ReadOnlyMemory<byte> Mend(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.IndexOf("\\u"u8) < 0 ? bytes : Encoding.UTF8.GetBytes(JsonEscapes.Mend(Encoding.UTF8.GetString(bytes.Span)));

    /// <summary>The address as it stands; null when nothing of ours should go there.</summary>
    private static Uri? ReadAddress(EventSubFrame frame)
    {
        try
        {
            return Uri.TryCreate(frame.Session.Text("reconnect_url"), UriKind.Absolute, out var address)
                && SecretAddress.Admits(address, Uri.UriSchemeWss, Uri.UriSchemeWs)
                ? address
                : null;
        }
        catch (InvalidOperationException)
        {
            // An escape in it is half a surrogate pair.
            return null;
        }
    }

    private void OnSilence()
    {
        _isSilent = true;
        _socket.Abort();
    }
}
