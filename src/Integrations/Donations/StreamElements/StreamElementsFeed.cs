using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Donations.StreamElements;

/// <summary>Tips over StreamElements' Astro gateway (github.com/StreamElements/docs, folder docs/websockets).</summary>
/// <param name="options">The section, checked.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class StreamElementsFeed(StreamElementsOptions options, TimeProvider clock, ILogger logger) : IDonationFeed, IDisposable
{
    private const string TokenKey = $"{StreamElementsOptions.Section}:{nameof(StreamElementsOptions.Token)}";
    // A token that is not accepted may end the connection without an answer.
    private const string NoAnswer = $"streamelements closed the connection without an answer. If it stays so, set a new token in {TokenKey}";
    private const int LongestToken = 4096;

    private readonly DonationApi _api = new(StreamElementsDecoder.Service, TokenKey, new Uri(options.ApiUrl), options.Handshake, clock);
    private string _room = options.ChannelId;

    /// <inheritdoc/>
    public string Service => StreamElementsDecoder.Service;

    /// <inheritdoc/>
    public async Task<string> RunAsync(DonationOutlet outlet, CancellationToken cancellationToken)
    {
        if (_room.Length == 0) _room = await FindRoomAsync(cancellationToken);
        try
        {
            var session = await OpenAsync(cancellationToken);
            while (true)
            {
                Task<AstroSession>? next;
                using (session) next = await ReadAsync(session, outlet, cancellationToken);
                if (next is null) return outlet.IsConnected ? "streamelements closed the connection" : NoAnswer;
                session = await next;
            }
        }
        catch (DonationConnectionException exception) when (exception.IsLost && !outlet.IsConnected)
        {
            throw new DonationConnectionException(NoAnswer + ".", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    private async Task<string> FindRoomAsync(CancellationToken cancellationToken)
    {
        using var answer = await _api.CallAsync(DonationAddress.Of(options.ApiUrl, "kappa/v2/channels/me"), options.Token, null, cancellationToken);
        var room = answer.RootElement.Text("_id");
        return room.Length is > 0 and <= 100 ? room : throw new DonationConnectionException($"streamelements did not tell the channel's id. Set {StreamElementsOptions.Section}:{nameof(options.ChannelId)}.");
    }

    private async Task<AstroSession> OpenAsync(CancellationToken cancellationToken)
    {
        var session = await AstroSession.OpenAsync(options, null, clock, cancellationToken);
        try
        {
            await session.SubscribeAsync(_room, cancellationToken);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The session that follows one that asked to connect again: its continuation, or else a new one.</summary>
    /// <param name="subscriptions">What the continuation goes on with; null begins a new one.</param>
    /// <param name="reconnectToken">What the gateway gave for it; empty for nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<AstroSession> OpenNextAsync(IReadOnlyCollection<(string Topic, string Room)>? subscriptions, string reconnectToken, CancellationToken cancellationToken)
    {
        Log.HandingOver(logger, Service);
        if (subscriptions is null || reconnectToken.Length is 0 or > LongestToken) return await OpenAsync(cancellationToken);
        try
        {
            var session = await AstroSession.OpenAsync(options, reconnectToken, clock, cancellationToken);
            session.TakeOver(subscriptions);
            return session;
        }
        catch (DonationConnectionException exception)
        {
            Log.HandOverFailed(logger, Service, exception.Message);
            return await OpenAsync(cancellationToken);
        }
    }

    /// <summary>Reads a session to its end.</summary>
    /// <returns>The session that follows; null when none does.</returns>
    private async Task<Task<AstroSession>?> ReadAsync(AstroSession session, DonationOutlet outlet, CancellationToken cancellationToken)
    {
        Task<AstroSession>? next = null;
        Task<JsonDocument?>? receiving = null;
        var isLeaving = false;
        try
        {
            while (true)
            {
                receiving ??= session.ReceiveAsync(cancellationToken);
                if (next is not null && !isLeaving && await Task.WhenAny(receiving, next) == next)
                {
                    if (!next.IsCompletedSuccessfully) return next;
                    isLeaving = true;
                    await session.SayGoodbyeAsync(cancellationToken);
                }

                var document = await receiving;
                receiving = null;
                if (document is null) return next;
                if (await TakeAsync(session, document, outlet, cancellationToken) is { } token && next is null) next = OpenNextAsync(session.Subscriptions, token, cancellationToken);
            }
        }
        catch (DonationConnectionException) when (next is not null)
        {
            // The old connection may end as it likes once there is a new one.
            return next;
        }
        catch when (next is not null)
        {
            await DisposeAsync(next);
            throw;
        }
        finally
        {
            if (session.TooLong > 0) Log.TooLong(logger, Service, session.TooLong);
        }
    }

    private async Task DisposeAsync(Task<AstroSession> next)
    {
        try
        {
            (await next).Dispose();
        }
        catch (Exception exception) when (exception is DonationConnectionException or OperationCanceledException)
        {
            Log.HandOverFailed(logger, Service, "reading ended");
        }
    }

    /// <summary>Takes a message and disposes it.</summary>
    /// <returns>The token to connect again with when the gateway asks for that (empty when it gave none); else null.</returns>
    private async ValueTask<string?> TakeAsync(AstroSession session, JsonDocument document, DonationOutlet outlet, CancellationToken cancellationToken)
    {
        using var disposed = document;
        var message = AstroMessage.Read(document.RootElement);
        if (message.Type == "reconnect") return message.Data.Text("reconnect_token");
        if (message.Type == "message" && session.IsOurs(message))
        {
            await outlet.GiveAsync(StreamElementsDecoder.Decode(message.Data, clock.GetUtcNow()), cancellationToken);
        }
        else if (message.Type == "response" && session.TryTakeAnswer(message, out var topic, out var error))
        {
            if (error.Length == 0 && topic == AstroSession.Tips) outlet.Connected();
            else if (error.Length > 0 && topic == AstroSession.Tips) throw Refusal(error);
            else if (AstroSession.Passes(error)) Log.TopicRefusedForNow(logger, Service, topic, error, session.AskAgainLater(error).TotalSeconds);
            else if (error.Length > 0) Log.TopicRefused(logger, Service, topic, error);
        }

        return null;
    }

    private static Exception Refusal(string error) => error switch
    {
        "err_unauthorized" => new DonationRefusedException(
            $"streamelements does not accept the token for this channel. Copy the JWT token of the account that belongs to the channel into {TokenKey} and start again."),
        AstroSession.RateLimit => new DonationConnectionException("streamelements asks us to wait.") { RetryAfter = AstroSession.RateLimitWait },
        _ => new DonationConnectionException($"streamelements refused the subscription ({error})."),
    };
}
