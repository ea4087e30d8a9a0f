using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IShowTts.Integrations.Twitch.SignIn;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Asks Twitch's Helix API as the signed-in account: token asked anew for each call, renewed once on 401, rate limit kept, passing trouble tried again. Thread safe.</summary>
internal sealed class HelixClient : IDisposable
{
    private const int MaxAnswerBytes = 2 * 1024 * 1024;

    private readonly ITwitchAccount _account;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly HelixBucket _bucket;
    private readonly HelixResilience _resilience;

    /// <summary>Makes one; nothing is sent yet.</summary>
    /// <param name="options">The section <c>Twitch</c>.</param>
    /// <param name="account">Who asks.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
    /// <param name="logger">The log.</param>
    public HelixClient(IOptions<TwitchOptions> options, ITwitchAccount account, TimeProvider clock, Func<double> random, ILogger<HelixClient> logger)
    {
        (_account, _logger) = (account, logger);
        var address = new Uri(TwitchAddress.Of(options.Value.HelixUrl, "/helix").AbsoluteUri + "/");
        // The token goes to this address only: no redirects. A connection is renewed now and then, so that a moved server is found.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseProxy = !address.IsLoopback };
        _http = new HttpClient(handler) { BaseAddress = address, MaxResponseContentBufferSize = MaxAnswerBytes, Timeout = Timeout.InfiniteTimeSpan };
        _bucket = new HelixBucket(clock);
        _resilience = new HelixResilience(TimeSpan.FromSeconds(options.Value.ReconnectMinSeconds), clock, random);
    }

    /// <summary>Who is signed in; null when nobody is.</summary>
    public TwitchSession? Session => _account.Session;

    /// <summary>The signed-in account's id.</summary>
    /// <param name="call">What it is for.</param>
    /// <exception cref="HelixException">Nobody is signed in.</exception>
    public string UserId(HelixCall call) => _account.Session?.UserId ?? throw HelixErrors.SignedOut(call, _account.Trouble);

    /// <summary>The id of the broadcaster of <c>Twitch:Channel</c>, who must be the one that is signed in. Reads the stored sign-in first.</summary>
    /// <param name="call">What it is for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HelixException">Nobody is signed in, it is somebody else, or the token must be renewed and cannot be.</exception>
    public async ValueTask<string> BroadcasterIdAsync(HelixCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _account.GetAsync(cancellationToken) is { } access && _account.State == TwitchAccountState.SignedIn
                ? access.Session.UserId
                : throw HelixErrors.SignedOut(call, _account.Trouble);
        }
        catch (HttpRequestException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw HelixErrors.Unreachable(call, HelixErrors.NotRenewed, exception);
        }
    }

    /// <summary>Returns when the rate limit lets a call go.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _bucket.WaitAsync(cancellationToken);

    /// <summary>Asks.</summary>
    /// <param name="call">What.</param>
    /// <param name="cancellationToken">Ends the wait; whether Twitch took it is then unknown.</param>
    /// <returns>The answer's JSON; undefined when it has none.</returns>
    /// <exception cref="HelixException">Twitch said no, or did not answer.</exception>
    public async ValueTask<JsonElement> SendAsync(HelixCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _resilience.RunAsync(token => AttemptAsync(call, token), failure => OnRetry(call, failure), cancellationToken);
        }
        catch (BrokenCircuitException exception)
        {
            throw HelixErrors.Unreachable(call, "it failed several times; it is asked again in some seconds", exception);
        }
        catch (HelixRetryableException exception)
        {
            throw exception.Told;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private void OnRetry(HelixCall call, HelixException failure)
    {
        if (_logger.IsEnabled(LogLevel.Debug)) Log.Again(_logger, call.What, failure.Message);
    }

    private async ValueTask<JsonElement> AttemptAsync(HelixCall call, CancellationToken cancellationToken)
    {
        await _bucket.WaitAsync(cancellationToken);
        var access = await AccessAsync(call, () => _account.GetAsync(cancellationToken), cancellationToken) ?? throw HelixErrors.SignedOut(call, _account.Trouble);
        var (status, body, isBucket) = await ExchangeAsync(call, access, cancellationToken);
        if (status == HttpStatusCode.Unauthorized && !HelixErrors.IsScope(HelixErrors.ReadWords(body)))
        {
            access = await AccessAsync(call, () => _account.RenewAsync(access, cancellationToken), cancellationToken)
                ?? throw HelixErrors.Refused(call, _account.Trouble);
            (status, body, isBucket) = await ExchangeAsync(call, access, cancellationToken);
            if (status == HttpStatusCode.Unauthorized && !HelixErrors.IsScope(HelixErrors.ReadWords(body))) throw HelixErrors.Refused(call, _account.Trouble);
        }

        if ((int)status is >= 200 and < 300) return Parse(call, body);

        var failure = HelixErrors.Answered(call, status, HelixErrors.ReadWords(body));
        // An error of the server may have come after it did what was asked.
        var isRetryable = status == HttpStatusCode.TooManyRequests ? isBucket : status >= HttpStatusCode.InternalServerError && call.IsRepeatable;
        throw isRetryable ? new HelixRetryableException(failure) : failure;
    }

    private static async ValueTask<TwitchAccess?> AccessAsync(HelixCall call, Func<ValueTask<TwitchAccess?>> get, CancellationToken cancellationToken)
    {
        try
        {
            return await get();
        }
        catch (HttpRequestException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HelixRetryableException(HelixErrors.Unreachable(call, HelixErrors.NotRenewed, exception));
        }
    }

    private async ValueTask<(HttpStatusCode Status, string Body, bool IsBucket)> ExchangeAsync(HelixCall call, TwitchAccess access, CancellationToken cancellationToken)
    {
        try
        {
            return await _resilience.GuardAsync(token => SendOnceAsync(call, access, token), cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutRejectedException)
        {
            var why = exception is TimeoutRejectedException ? "it did not answer in time" : "it cannot be reached, or its answer was cut or too long";
            var failure = HelixErrors.Unreachable(call, why, exception);
            throw call.IsRepeatable ? new HelixRetryableException(failure) : failure;
        }
    }

    private async ValueTask<(HttpStatusCode Status, string Body, bool IsBucket)> SendOnceAsync(HelixCall call, TwitchAccess access, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, new Uri(call.Target(), UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        request.Headers.Add("Client-Id", access.Session.ClientId);
        if (call.Body is { } body) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var isBucket = _bucket.Note(response);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), isBucket);
    }

    private static JsonElement Parse(HelixCall call, string body)
    {
        if (body.Length == 0) return default;
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw HelixErrors.Unreachable(call, "its answer is no JSON", exception);
        }
    }
}
