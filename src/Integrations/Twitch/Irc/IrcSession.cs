using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>One connection's life: sign-in, join, and then every line until it ends.</summary>
/// <param name="options">The section <c>Twitch</c>.</param>
/// <param name="channel">Lower-case login of the channel.</param>
/// <param name="credentials">Who signs in; null for nobody.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class IrcSession(TwitchOptions options, string channel, TwitchCredentials? credentials, TimeProvider clock, ILogger logger)
{
    private volatile IrcConnection? _connection;
    private long _joinedAt;
    private volatile bool _isJoined;

    /// <summary>Called once, when the channel is joined.</summary>
    public Action<IrcSession>? Joined { get; init; }

    /// <summary>Takes every line that is not about the connection itself.</summary>
    public required Func<IrcLine, CancellationToken, ValueTask> OnLine { get; init; }

    /// <summary>Lines that were too long and were skipped.</summary>
    public int OverlongLines { get; private set; }

    /// <summary>Whether the channel is joined.</summary>
    public bool IsJoined => _isJoined;

    /// <summary>How long the channel has been joined; zero before.</summary>
    public TimeSpan JoinedFor => _isJoined ? clock.GetElapsedTime(_joinedAt) : TimeSpan.Zero;

    /// <summary>Runs until the connection ends.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why it ended, for people.</returns>
    /// <exception cref="IrcConnectionException">The channel could not be joined.</exception>
    /// <exception cref="IrcSignInException">Twitch does not accept the token.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.HandshakeSeconds), clock);
        using var untilJoined = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var connection = await IrcConnection.ConnectAsync(new Uri(options.IrcUrl), untilJoined.Token);
            using var onDeadline = deadline.Token.Register(() => AbortUnlessJoined(connection));
            _connection = connection;
            await SignInAsync(connection, untilJoined.Token);
            return await ReadAsync(connection, cancellationToken);
        }
        catch (Exception exception) when (IsNetworkTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            if (_isJoined) return "the connection to Twitch was lost";
            throw new IrcConnectionException(
                deadline.IsCancellationRequested && _connection is not null
                    ? $"Twitch did not let us into #{channel} within {options.HandshakeSeconds:0.#} s. Check the spelling of Twitch:Channel."
                    : $"Twitch chat cannot be reached at {options.IrcUrl}. Check the network.",
                exception);
        }
        finally
        {
            _connection = null;
        }
    }

    /// <summary>Sends a line; false when there is no connection.</summary>
    /// <param name="line">One line, made safe by the caller.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<bool> TrySendAsync(string line, CancellationToken cancellationToken)
    {
        if (_connection is not { } connection || !_isJoined) return false;
        try
        {
            await connection.SendAsync(line, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            Log.SendFailed(logger, exception.Message);
            return false;
        }
    }

    private static bool IsNetworkTrouble(Exception exception) => exception
        is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or SocketException or HttpRequestException;

    private void AbortUnlessJoined(IrcConnection connection)
    {
        if (!_isJoined) connection.Abort();
    }

    private async ValueTask SignInAsync(IrcConnection connection, CancellationToken cancellationToken)
    {
        await connection.SendAsync("CAP REQ :twitch.tv/tags twitch.tv/commands", cancellationToken);
        if (credentials is not null) await connection.SendAsync($"PASS oauth:{credentials.Token}", cancellationToken);
        await connection.SendAsync($"NICK {credentials?.Login ?? "justinfan61743"}", cancellationToken);
    }

    private async Task<string> ReadAsync(IrcConnection connection, CancellationToken cancellationToken)
    {
        using var watchdog = new SilenceWatchdog(
            clock,
            TimeSpan.FromSeconds(options.SilenceSeconds),
            TimeSpan.FromSeconds(options.AnswerSeconds),
            ask: () => _ = AskAsync(connection),
            giveUp: connection.Abort);
        List<string> lines = [];
        while (true)
        {
            watchdog.Wait();
            var isOpen = await connection.ReceiveAsync(lines, cancellationToken);
            watchdog.Rest();
            OverlongLines = connection.OverlongLines;
            foreach (var raw in lines)
                if (await HandleAsync(connection, raw, cancellationToken) is { } end) return end;
            lines.Clear();
            if (isOpen) continue;
            if (_isJoined) return "Twitch closed the connection";
            throw new IrcConnectionException($"Twitch closed the connection before #{channel} was joined.");
        }
    }

    private async Task AskAsync(IrcConnection connection)
    {
        try
        {
            await connection.SendAsync("PING :ishowtts", CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            Log.SendFailed(logger, exception.Message);
            connection.Abort();
        }
    }

    /// <summary>Handles a line; a text when the connection ends with it.</summary>
    private async ValueTask<string?> HandleAsync(IrcConnection connection, string raw, CancellationToken cancellationToken)
    {
        if (!IrcLine.TryParse(raw, out var line, out var error))
        {
            Log.LineDropped(logger, error);
            return null;
        }

        switch (line.Command)
        {
            case "PING":
                await connection.SendAsync($"PONG :{(line.Parameters.Count > 0 ? line.Parameters[^1] : "tmi.twitch.tv")}", cancellationToken);
                return null;
            case "RECONNECT":
                return "Twitch asked to connect again";
            case "CAP" when line.Parameters.Contains("NAK"):
                throw new IrcConnectionException("Twitch refused the capabilities tags and commands.");
            case "001":
                await connection.SendAsync($"JOIN #{channel}", cancellationToken);
                return null;
            case "366" or "ROOMSTATE" when !_isJoined:
                (_joinedAt, _isJoined) = (clock.GetTimestamp(), true);
                Joined?.Invoke(this);
                return null;
            case "NOTICE" when IsSignInRefused(line):
                throw new IrcSignInException(line.Text ?? "");
            default:
                await OnLine(line, cancellationToken);
                return null;
        }
    }

    private static bool IsSignInRefused(IrcLine line) =>
        line.Parameters is ["*", ..] && line.Text is { } text
        && (text.Contains("authentication failed", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Improperly formatted auth", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Login unsuccessful", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Invalid NICK", StringComparison.OrdinalIgnoreCase));
}
