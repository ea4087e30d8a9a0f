using System.Threading.Channels;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Reads a channel's chat over IRC, anonymously or with a token, and answers in it. Connects again by itself.</summary>
internal sealed class TwitchIrcEventSource : IEventSource, IChatWriter, IDisposable
{
    /// <summary>How many ids are remembered against repeats.</summary>
    private const int RememberedIds = 10_000;

    /// <summary>A connection that lasted this long was a good one: waiting times begin anew.</summary>
    private static readonly TimeSpan s_stable = TimeSpan.FromMinutes(1);

    /// <summary>How long it goes on after EventSub took over: what is on its way is still heard.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(5);

    private readonly TwitchOptions _options;
    private readonly ITwitchTokenSource _tokens;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _channel;
    private readonly HealthBoard _health;
    private readonly RecentIds _seen = new(RememberedIds);
    private readonly IrcEventDecoder _decoder;
    private readonly ChatPace _pace;
    private readonly RateWindow _joins;
    private readonly ChatSwitch _chat;
    private readonly ResiliencePipeline _pipeline;
    private readonly SoleReader _reader = new();
    private TwitchCredentials? _credentials;
    private IrcSession? _session;

    /// <summary>Makes one that is not connected.</summary>
    /// <param name="options">The section <c>Twitch</c>, checked.</param>
    /// <param name="tokens">Asked for credentials before every attempt.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
    /// <param name="logger">The log.</param>
    /// <param name="chat">Shared with EventSub, which may read chat in place of this; null when there is none.</param>
    public TwitchIrcEventSource(
        IOptions<TwitchOptions> options,
        ITwitchTokenSource tokens,
        TimeProvider clock,
        Func<double> random,
        ILogger<TwitchIrcEventSource> logger,
        ChatSwitch? chat = null)
    {
        (_options, _tokens, _clock, _logger) = (options.Value, tokens, clock, logger);
        if (!TwitchLogin.TryRead(_options.Channel, out _channel))
            throw new ArgumentException($"Twitch:Channel: this is not a channel's name. {TwitchLogin.Rule}", nameof(options));

        TwitchLogin.TryRead(_options.Login, out var ownLogin);
        _chat = chat ?? new ChatSwitch(new CheermotePrefixes(_options.CheermotePrefixes), clock);
        _decoder = new IrcEventDecoder(ownLogin, _chat.Cheermotes);
        _health = new HealthBoard(clock);
        _pace = new ChatPace(clock);
        _joins = new RateWindow(20, TimeSpan.FromSeconds(10), clock);
        _pipeline = ReconnectPolicy.Create<IrcConnectionException>(_options.ReconnectMinSeconds, _options.ReconnectMaxSeconds, clock, random, OnRetry);
    }

    /// <inheritdoc/>
    public string Name => $"twitch-irc:{_channel}";

    /// <inheritdoc/>
    public SourceHealth Health => _health.Now;

    /// <inheritdoc/>
    public bool CanWrite => _credentials is { MayWrite: true } && _session is { IsJoined: true } && !_chat.IsHelixWriting();

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(Name, _options.EventBuffer, PumpAsync, null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> WriteAsync(string text, string? replyToMessageId, CancellationToken cancellationToken)
    {
        var words = ChatLine.Clean(text);
        if (words.Length == 0 || !CanWrite) return false;

        await _pace.WaitAsync(cancellationToken);
        return _session is { } session && await session.TrySendAsync(ChatLine.Format(_channel, words, replyToMessageId), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dropped(StreamEvent streamEvent) => _chat.Forget(streamEvent);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pace.Dispose();
        _joins.Dispose();
    }

    private void OnRetry(string reason, TimeSpan wait, int attempt)
    {
        _health.Tell(SourceState.Connecting, reason);
        Log.TryingAgain(_logger, reason, wait.TotalSeconds, attempt);
    }

    /// <summary>Feeds the channel until there is nothing more; never throws, the channel tells an error to the reader.</summary>
    private async Task PumpAsync(ChannelWriter<StreamEvent> events, CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            while (true) await RunWhileWantedAsync(events, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _health.Tell(SourceState.Idle);
        }
        catch (IrcSignInException exception)
        {
            Log.SignInRefused(_logger, _credentials?.Login ?? "nobody", exception.Message);
            _health.Tell(
                SourceState.Failed,
                $"Twitch does not accept the token ({exception.Message}). Set a new one in Twitch:Token, or remove it to read anonymously, and start again.");
        }
        catch (Exception exception)
        {
            _health.Tell(SourceState.Failed, exception.Message);
            error = exception;
        }
        finally
        {
            _session = null;
            events.TryComplete(error);
        }
    }

    /// <summary>Waits while EventSub reads chat, then reads it until EventSub does.</summary>
    private async Task RunWhileWantedAsync(ChannelWriter<StreamEvent> events, CancellationToken cancellationToken)
    {
        if (_chat.IsEventSubReading) _health.Tell(SourceState.Idle, "Chat is read over EventSub.");
        await _chat.WaitAsync(isReading: false, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = StopWhenUnwantedAsync(stop);
        try
        {
            _health.Tell(SourceState.Connecting, $"connecting to #{_channel}");
            while (true) await _pipeline.ExecuteAsync(async token => await RunOnceAsync(events, cancellationToken, token), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // EventSub reads it.
        }
        finally
        {
            await stop.CancelAsync();
            await watching;
        }
    }

    private async Task StopWhenUnwantedAsync(CancellationTokenSource stop)
    {
        try
        {
            do
            {
                await _chat.WaitAsync(isReading: true, stop.Token);
                await Task.Delay(s_overlap, _clock, stop.Token);
            }
            while (!_chat.IsEventSubReading);
            await stop.CancelAsync();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reading ended by itself.
        }
    }

    private async Task RunOnceAsync(ChannelWriter<StreamEvent> events, CancellationToken reading, CancellationToken cancellationToken)
    {
        await _joins.WaitAsync(cancellationToken);
        var credentials = _credentials = await _tokens.GetAsync(cancellationToken);
        var session = new IrcSession(_options, _channel, credentials, _clock, _logger)
        {
            Joined = OnJoined,
            OnLine = (line, _) => DecodeAsync(line, events, reading),
        };
        try
        {
            var end = await session.RunAsync(cancellationToken);
            if (session.JoinedFor < s_stable) throw new IrcConnectionException(end + ".");
            Log.Ended(_logger, end);
            _health.Tell(SourceState.Connecting, end);
        }
        catch (IrcSignInException exception) when (credentials is not null)
        {
            // A token that was renewed meanwhile deserves an attempt of its own; without a sign-in that is broken, chat can still be read.
            if (!await _tokens.RefusedAsync(credentials, exception.Message, cancellationToken) && await _tokens.GetAsync(cancellationToken) == credentials) throw;
            throw new IrcConnectionException(exception.Message, exception);
        }
        finally
        {
            _session = null;
            _chat.IsIrcReading = false;
            if (session.OverlongLines > 0) Log.OverlongLines(_logger, session.OverlongLines);
        }
    }

    private void OnJoined(IrcSession session)
    {
        _session = session;
        _chat.IsIrcReading = true;
        _health.Tell(SourceState.Connected);
        Log.Joined(_logger, _channel, _credentials?.Login ?? "nobody (anonymous)");
    }

    /// <summary>Reads a line; only the end of the reading itself stops that, not the end of the overlap: its id is noted already.</summary>
    private async ValueTask DecodeAsync(IrcLine line, ChannelWriter<StreamEvent> events, CancellationToken cancellationToken)
    {
        var result = _decoder.Decode(line, _clock.GetUtcNow());
        if (result.Event is { } streamEvent)
        {
            _health.TellEvent();
            if (_seen.TryAdd(streamEvent.Id) && !_chat.IsOwn(streamEvent) && _chat.Hear(streamEvent)) await events.WriteAsync(streamEvent, cancellationToken);
        }
        else if (result.Code == DecodeCodes.Malformed)
        {
            Log.LineDropped(_logger, result.Detail);
        }
        else if (line.Command == "NOTICE" && line.Tags["msg-id"].StartsWith("msg_", StringComparison.Ordinal))
        {
            Log.Notice(_logger, line.Text ?? "");
        }
    }
}
