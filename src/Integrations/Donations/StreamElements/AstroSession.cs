using System.Text.Json;

namespace IShowTts.Integrations.Donations.StreamElements;

/// <summary>One connection to the Astro gateway: welcome, subscriptions, messages. One reader; a timer of its own asks again for what was refused for now.</summary>
internal sealed class AstroSession : IDisposable
{
    /// <summary>Tips that need no approval, or have it.</summary>
    internal const string Tips = "channel.tips";

    /// <summary>Tips whose approval changed.</summary>
    internal const string Moderation = "channel.tips.moderation";

    /// <summary>The error that asks us to wait.</summary>
    internal const string RateLimit = "rate_limit_exceeded";

    /// <summary>How long to wait then, at least.</summary>
    internal static readonly TimeSpan RateLimitWait = TimeSpan.FromSeconds(10);

    private static readonly HashSet<string> s_knownErrors = new(StringComparer.Ordinal)
    {
        "err_bad_request", "err_unauthorized", "err_internal_error", "err_deadline_exceeded", RateLimit, "invalid_message_type",
    };

    /// <summary>Errors that pass: asking again helps.</summary>
    private static readonly HashSet<string> s_passingErrors = new(StringComparer.Ordinal) { "err_internal_error", "err_deadline_exceeded", RateLimit };

    private readonly StreamElementsOptions _options;
    private readonly DonationSocket _socket;
    private readonly ITimer _again;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _topics = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsettled = new(StringComparer.Ordinal);
    private readonly HashSet<(string Topic, string Room)> _rooms = [];
    private string _room = "";
    private int _refusals;

    private AstroSession(StreamElementsOptions options, DonationSocket socket, TimeProvider clock)
    {
        (_options, _socket) = (options, socket);
        _again = clock.CreateTimer(_ => _ = AskAgainAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Messages that were too long and were skipped.</summary>
    public int TooLong => _socket.TooLong;

    /// <summary>Opens a connection and waits for the welcome.</summary>
    /// <param name="options">The section, checked.</param>
    /// <param name="reconnectToken">Takes a session over, with its subscriptions; null begins a new one.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DonationConnectionException">There was no welcome.</exception>
    public static async Task<AstroSession> OpenAsync(StreamElementsOptions options, string? reconnectToken, TimeProvider clock, CancellationToken cancellationToken)
    {
        var address = DonationAddress.Of(options.SocketUrl, reconnectToken is null ? "" : "?reconnect_token=" + Uri.EscapeDataString(reconnectToken));
        var socket = await DonationSocket.ConnectAsync(
            StreamElementsDecoder.Service, address, options.Handshake, clock, cancellationToken,
            TimeSpan.FromSeconds(options.SilenceSeconds), TimeSpan.FromSeconds(options.AnswerSeconds));
        var session = new AstroSession(options, socket, clock);
        try
        {
            while (true)
            {
                using var document = await session.ReceiveAsync(cancellationToken) ?? throw new DonationConnectionException("streamelements closed the connection before its welcome.");
                if (AstroMessage.Read(document.RootElement).Type == "welcome") break;
            }

            socket.EndDeadline();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Asks for both topics. <see cref="TryTakeAnswer"/> takes the answers; the connection ends when the first topic's does not come in time.</summary>
    /// <param name="room">The channel's id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SubscribeAsync(string room, CancellationToken cancellationToken)
    {
        _socket.StartDeadline();
        _room = room;
        foreach (var topic in new[] { Tips, Moderation }) await AskAsync(topic, cancellationToken);
    }

    /// <summary>What a session that takes this one over goes on with; null when it cannot be taken over because tips, or an answer, are still waited for.</summary>
    public IReadOnlyCollection<(string Topic, string Room)>? Subscriptions
    {
        get
        {
            lock (_gate) return _unsettled.Count == 0 && _rooms.Any(entry => entry.Topic == Tips) ? [.. _rooms] : null;
        }
    }

    /// <summary>Goes on with the subscriptions of a session that this one took over.</summary>
    /// <param name="subscriptions">Those of the session before.</param>
    public void TakeOver(IReadOnlyCollection<(string Topic, string Room)> subscriptions)
    {
        lock (_gate) _rooms.UnionWith(subscriptions);
    }

    /// <summary>Whether an error passes, so that asking again helps.</summary>
    /// <param name="error">What <see cref="TryTakeAnswer"/> gave.</param>
    public static bool Passes(string error) => s_passingErrors.Contains(error);

    /// <summary>Asks for <see cref="Moderation"/> again, later each time.</summary>
    /// <param name="error">Why it was refused for now.</param>
    /// <returns>How long until then.</returns>
    public TimeSpan AskAgainLater(string error)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(_options.ReconnectMinSeconds * Math.Pow(2, _refusals++), _options.ReconnectMaxSeconds));
        if (error == RateLimit && wait < RateLimitWait) wait = RateLimitWait;
        _again.Change(wait, Timeout.InfiniteTimeSpan);
        return wait;
    }

    /// <summary>Takes an answer to a subscription.</summary>
    /// <param name="message">A response.</param>
    /// <param name="topic">The topic it answers.</param>
    /// <param name="error">Why it was refused, one of the gateway's codes; empty when it was not.</param>
    /// <returns>False when it answers nothing of ours.</returns>
    public bool TryTakeAnswer(AstroMessage message, out string topic, out string error)
    {
        error = message.Error.Length == 0 || s_knownErrors.Contains(message.Error) ? message.Error : "an unknown error";
        lock (_gate)
        {
            if (!_topics.Remove(message.Nonce, out var known))
            {
                topic = "";
                return false;
            }

            topic = known;
            if (error.Length == 0) _rooms.Add((topic, message.Room));
            if (!Passes(error)) _unsettled.Remove(topic);
        }

        if (topic == Tips) _socket.EndDeadline();
        return true;
    }

    /// <summary>Whether a message is of a topic and room that we asked for.</summary>
    /// <param name="message">A message.</param>
    public bool IsOurs(AstroMessage message)
    {
        lock (_gate) return _rooms.Contains((message.Topic, message.Room));
    }

    /// <summary>The next message that is JSON; null when the gateway closed.</summary>
    /// <param name="cancellationToken">Ends the wait and the connection with it.</param>
    /// <exception cref="DonationConnectionException">The connection was lost, or something did not come in time.</exception>
    public async Task<JsonDocument?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await _socket.ReceiveAsync(cancellationToken) is { } text)
            if (DonationJson.TryParse(text) is { } document) return document;
        return null;
    }

    /// <summary>Says that we are done.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        _again.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _socket.StartDeadline();
        return _socket.SayGoodbyeAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _again.Dispose();
        _socket.Dispose();
    }

    private async ValueTask AskAsync(string topic, CancellationToken cancellationToken)
    {
        var nonce = Guid.NewGuid().ToString("N");
        lock (_gate)
        {
            _topics[nonce] = topic;
            _unsettled.Add(topic);
        }

        var frame = new { type = "subscribe", nonce, data = new { topic, room = _room, token = _options.Token, token_type = _options.TokenType } };
        await _socket.SendAsync(JsonSerializer.Serialize(frame), cancellationToken);
    }

    private async Task AskAgainAsync()
    {
        try
        {
            await AskAsync(Moderation, CancellationToken.None);
        }
        catch (Exception exception) when (exception is DonationConnectionException or ObjectDisposedException)
        {
            // The line is lost or we left it; cut, so that the reader learns of it and tells.
            _socket.Abort();
        }
    }
}
