using System.Net;
using System.Threading.Channels;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.SignIn;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Reads a channel's events over EventSub as the account that is signed in, and writes in its chat over Helix. Connects again by itself; rests while nobody is signed in.</summary>
internal sealed class TwitchEventSubSource : IEventSource, IChatWriter, IDisposable
{
    /// <summary>A session that lasted this long was a good one: waiting times begin anew.</summary>
    private static readonly TimeSpan s_stable = TimeSpan.FromMinutes(1);

    private readonly TwitchOptions _options;
    private readonly EventSubParts _parts;
    private readonly ChatSwitch _chat;
    private readonly TimeProvider _clock;
    private readonly Func<double> _random;
    private readonly ILogger _logger;
    private readonly string _channel;
    private readonly HealthBoard _health;
    private readonly EventSubInbox _inbox;
    private readonly EventSubBackfill _backfill;
    private readonly ChatPace _pace;
    private readonly ResiliencePipeline _pipeline;
    private readonly SoleReader _reader = new();
    private readonly Lock _telling = new();
    private volatile string? _broadcasterId;

    /// <summary>Makes one that is not connected.</summary>
    /// <param name="options">The section <c>Twitch</c>, checked.</param>
    /// <param name="parts">Who is signed in, Helix, and what looks for missed events.</param>
    /// <param name="chat">Shared with IRC.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times; thread safe.</param>
    /// <param name="logger">The log.</param>
    public TwitchEventSubSource(
        IOptions<TwitchOptions> options, EventSubParts parts, ChatSwitch chat, TimeProvider clock, Func<double> random, ILogger<TwitchEventSubSource> logger)
    {
        (_options, _parts, _chat, _clock, _random, _logger) = (options.Value, parts, chat, clock, random, logger);
        if (!TwitchLogin.TryRead(_options.Channel, out _channel))
            throw new ArgumentException($"Twitch:Channel: this is not a channel's name. {TwitchLogin.Rule}", nameof(options));

        _health = new HealthBoard(clock);
        _inbox = new EventSubInbox(chat, clock, logger);
        _backfill = new EventSubBackfill(parts.Backfills, clock, random, logger);
        _pace = new ChatPace(clock);
        _pipeline = ReconnectPolicy.Create<EventSubConnectionException>(_options.ReconnectMinSeconds, _options.ReconnectMaxSeconds, clock, random, OnRetry);
        chat.IsHelixWriting = () => CanWrite;
    }

    /// <inheritdoc/>
    public string Name => $"twitch-eventsub:{_channel}";

    /// <inheritdoc/>
    public SourceHealth Health => _health.Now;

    /// <inheritdoc/>
    public bool CanWrite => _parts.Account.Session is { } session && TwitchFeatures.Answers.IsAllowedBy(session) && _broadcasterId is not null;

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(Name, _options.EventBuffer, PumpAsync, null, cancellationToken);

    /// <inheritdoc/>
    public void Dropped(StreamEvent streamEvent) => _inbox.Forget(streamEvent);

    /// <inheritdoc/>
    public async ValueTask<bool> WriteAsync(string text, string? replyToMessageId, CancellationToken cancellationToken)
    {
        var words = ChatLine.Clean(text);
        if (words.Length == 0 || !CanWrite) return false;

        await _pace.WaitAsync(cancellationToken);
        if (_parts.Account.Session is not { } session || _broadcasterId is not { } broadcasterId) return false;
        _chat.TellWritten(session.UserId, words);
        var (trouble, isRefused) = await TryWriteAsync(broadcasterId, words, replyToMessageId, cancellationToken);
        if (trouble is null) return true;
        // Without a clear answer Twitch may have taken it, and send it back.
        if (isRefused) _chat.TellNotWritten(session.UserId, words);
        Helix.Log.NotWritten(_logger, trouble);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _pace.Dispose();

    private async ValueTask<(string? Trouble, bool IsRefused)> TryWriteAsync(string broadcasterId, string words, string? replyToMessageId, CancellationToken cancellationToken)
    {
        try
        {
            return (await _parts.Chat.WriteAsync(broadcasterId, words, replyToMessageId, cancellationToken), true);
        }
        catch (HelixException exception)
        {
            return (exception.Message, exception.Status is { } status && status < HttpStatusCode.InternalServerError);
        }
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
        using var watch = new AccountWatch(_parts.Account);
        try
        {
            while (true)
            {
                await WaitForSignInAsync(watch, cancellationToken);
                _health.Tell(SourceState.Connecting, $"connecting to the events of {_channel}");
                await _pipeline.ExecuteAsync(async token => await RunOnceAsync(events, watch, token), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _health.Tell(SourceState.Idle);
        }
        catch (Exception exception)
        {
            _health.Tell(SourceState.Failed, exception.Message);
            error = exception;
        }
        finally
        {
            TellChat(false);
            events.TryComplete(error);
        }
    }

    private async Task WaitForSignInAsync(AccountWatch watch, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = watch.NextChange();
            if (_parts.Account.Session is not null && _parts.Account.State is TwitchAccountState.SignedIn or TwitchAccountState.WrongAccount) return;
            var trouble = _parts.Account.Trouble;
            _health.Tell(SourceState.Idle, $"{(trouble.Length > 0 ? trouble : $"Nobody is signed in. {HelixErrors.SignIn}")} Chat is read over IRC.");
            await change.WaitAsync(cancellationToken);
        }
    }

    private async Task RunOnceAsync(ChannelWriter<StreamEvent> events, AccountWatch watch, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var access = await AccessAsync(cancellationToken);
            if (access is null) throw new EventSubConnectionException(_parts.Account.Trouble.Length > 0 ? _parts.Account.Trouble : $"nobody is signed in. {HelixErrors.SignIn}");

            // Another account or other rights need other subscriptions; a renewed token does not.
            using var ending = watch.CancelWhenOther(access.Session, stop);
            var startedAt = _clock.GetTimestamp();
            var end = await RunSessionAsync(access, streamEvent => GiveAsync(events, streamEvent, cancellationToken), stop.Token);
            if (_clock.GetElapsedTime(startedAt) < s_stable) throw new EventSubConnectionException(end + ".");
            Log.Ended(_logger, end);
            _health.Tell(SourceState.Connecting, end);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            _health.Tell(SourceState.Connecting, "the sign-in has changed");
        }
        catch (HelixException exception)
        {
            throw new EventSubConnectionException(exception.Message, exception);
        }
        finally
        {
            TellChat(false);
        }
    }

    private async Task<string> RunSessionAsync(TwitchAccess access, Func<StreamEvent, ValueTask> give, CancellationToken cancellationToken)
    {
        // Everything that subscribing needs is there before the connection, as Twitch gives only seconds.
        var broadcasterId = _broadcasterId = await FindBroadcasterAsync(access.Session, cancellationToken);
        var kinds = EventSubPlan.For(access.Session, broadcasterId, _parts.Choice?.On ?? TwitchFeatures.All);
        EventSubSubscriber? made = null;
        var subscriber = made = new EventSubSubscriber(_parts.Subscriptions, broadcasterId, _clock, _random, _logger, () => OnSubscriptions(made!));
        var isAsked = 0;
        var session = new EventSubSession(_options, subscriber, _inbox, _clock, _logger)
        {
            Give = give,
            Ready = token => OnReadyAsync(access.Session, subscriber, broadcasterId, give, token),
            // Twitch says it once for each subscription.
            AuthorizationRevoked = () => _ = Interlocked.Exchange(ref isAsked, 1) == 0 ? AskAgainAsync() : Task.CompletedTask,
        };
        return await session.RunAsync(kinds, cancellationToken);
    }

    private async ValueTask<TwitchAccess?> AccessAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _parts.Account.GetAsync(cancellationToken);
        }
        catch (HttpRequestException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EventSubConnectionException("the token must be renewed, and Twitch's sign-in cannot be reached.", exception);
        }
    }

    private async ValueTask<string> FindBroadcasterAsync(TwitchSession session, CancellationToken cancellationToken)
    {
        if (session.Login.Equals(_channel, StringComparison.OrdinalIgnoreCase)) return session.UserId;
        return await _parts.Chat.FindUserIdAsync(_channel, cancellationToken)
            ?? throw new EventSubConnectionException($"Twitch knows no channel {_channel}. Check the spelling of Twitch:Channel.");
    }

    private void OnSubscriptions(EventSubSubscriber subscriber)
    {
        // Told from several threads: the last one to look must also be the last one to tell.
        lock (_telling)
        {
            // A message whose deletion would not be heard is IRC's to read.
            TellChat(EventSubPlan.WholeChat.All(subscriber.IsInForce));
            _health.Tell(subscriber.Count > 0 ? SourceState.Connected : SourceState.Connecting, subscriber.Trouble);
        }
    }

    private async Task OnReadyAsync(
        TwitchSession session, EventSubSubscriber subscriber, string broadcasterId, Func<StreamEvent, ValueTask> give, CancellationToken cancellationToken)
    {
        Log.Connected(_logger, _channel, session.Login, subscriber.Count);
        try
        {
            _chat.Cheermotes.Learn(await _parts.Chat.ListCheermotesAsync(broadcasterId, cancellationToken));
        }
        catch (HelixException exception)
        {
            Log.NoCheermotes(_logger, exception.Message);
        }

        await _backfill.RunAsync(
            missed => _inbox.TryTake(missed) ? give(missed) : ValueTask.CompletedTask, cancellationToken);
    }

    /// <summary>The account finds out whether its rights are gone by asking for another token than the one it has now, which may be newer than the session.</summary>
    private async Task AskAgainAsync()
    {
        try
        {
            if (await _parts.Account.GetAsync(CancellationToken.None) is { } access) await _parts.Account.RenewAsync(access, CancellationToken.None);
        }
        catch (Exception exception) when (exception is HttpRequestException or TwitchTokenStoreException or OperationCanceledException)
        {
            Log.Off(_logger, "sign-in", exception.Message);
        }
    }

    /// <summary>Gives an event; only the end of the reading itself stops that, not the end of the session it came by: its id is noted already.</summary>
    private async ValueTask GiveAsync(ChannelWriter<StreamEvent> events, StreamEvent streamEvent, CancellationToken cancellationToken)
    {
        _health.TellEvent();
        try
        {
            await events.WriteAsync(streamEvent, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _inbox.Forget(streamEvent);
            throw;
        }
    }

    private void TellChat(bool isReading)
    {
        if (_chat.TellEventSub(isReading)) Log.ChatOver(_logger, isReading ? "EventSub" : "IRC");
    }
}
