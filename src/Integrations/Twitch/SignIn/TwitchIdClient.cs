using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Talks to Twitch's sign-in: device code flow of a public client, renewal, validation, revocation. Thread safe. Bodies never leave this class.</summary>
/// <remarks>Source: dev.twitch.tv/docs/authentication (getting tokens, refresh, validate, revoke); RFC 8628.</remarks>
internal sealed class TwitchIdClient : IDisposable
{
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
    private const int LongestSecret = 4_000;
    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly string _root;
    private readonly ResiliencePipeline<IdAnswer> _repeatable;
    private readonly ResiliencePipeline<IdAnswer> _once;

    /// <summary>Makes one.</summary>
    /// <param name="options">The section <c>Twitch</c>.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for the jitter of waits.</param>
    /// <param name="firstWait">Wait before a call is tried a second time; doubles.</param>
    public TwitchIdClient(IOptions<TwitchOptions> options, TimeProvider clock, Func<double> random, TimeSpan firstWait)
    {
        _clock = clock;
        _root = TwitchAddress.Of(options.Value.IdUrl, "/oauth2").AbsoluteUri;
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry a token to somebody else.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !new Uri(_root).IsLoopback,
            ConnectTimeout = s_patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _http = new HttpClient(handler) { Timeout = s_patience, MaxResponseContentBufferSize = LongestAnswer };
        _repeatable = Retry(clock, random, firstWait, static error => error is not null);
        _once = Retry(clock, random, firstWait, WasNeverSent);
    }

    /// <summary>Asks for a code that a person confirms.</summary>
    /// <exception cref="TwitchSignInException">Twitch does not know the client id.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<TwitchDeviceCode> StartAsync(string clientId, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(_repeatable, "/device", cancellationToken, ("client_id", clientId), ("scopes", string.Join(' ', scopes)));
        if (answer.IsRefusal(out _))
            throw new TwitchSignInException("Twitch does not take the client id. Copy it again from dev.twitch.tv/console/apps into Twitch:ClientId; the application's client type must be Public.");

        var device = answer.Read(IdJsonContext.Default.IdDevice);
        if (!IsSecret(device.DeviceCode) || device.UserCode is not { Length: > 0 and <= 40 } code || !code.All(static sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')
            || !Uri.TryCreate(device.VerificationUri, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            throw answer.Unreadable();
        return new TwitchDeviceCode(code, address, After(device.ExpiresIn, longest: 86_400))
        {
            Secret = device.DeviceCode!,
            Scopes = scopes,
            Interval = TimeSpan.FromSeconds(double.IsFinite(device.Interval) ? Math.Clamp(device.Interval, 1, 60) : 5),
        };
    }

    /// <summary>Asks whether the person has confirmed.</summary>
    /// <exception cref="HttpRequestException">Twitch cannot be reached.</exception>
    public async Task<DevicePoll> PollAsync(string clientId, TwitchDeviceCode code, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(
            _once, "/token", cancellationToken,
            ("client_id", clientId), ("scopes", string.Join(' ', code.Scopes)), ("device_code", code.Secret), ("grant_type", DeviceGrant));
        if (!answer.IsRefusal(out var message)) return new DevicePoll(DevicePollState.Granted, ReadGrant(answer));
        return new DevicePoll(message switch
        {
            "authorization_pending" => DevicePollState.Pending,
            "slow_down" => DevicePollState.SlowDown,
            "access_denied" => DevicePollState.Denied,
            _ => DevicePollState.Ended,
        });
    }

    /// <summary>Spends a refresh token.</summary>
    /// <returns>The new pair; null when Twitch says that the refresh token is not valid.</returns>
    /// <exception cref="HttpRequestException">Twitch cannot be reached, is not well or refuses for another reason; the refresh token is still good, unless the answer was lost on its way.</exception>
    public async Task<TokenGrant?> RenewAsync(string clientId, string refreshToken, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(_once, "/token", cancellationToken, ("client_id", clientId), ("grant_type", "refresh_token"), ("refresh_token", refreshToken));
        if (!answer.IsRefusal(out var message)) return ReadGrant(answer);

        // Only these words end a sign-in: another refusal (a wrong client id, a proxy) says nothing of the refresh token.
        var isFinal = answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized && message.Contains("invalid_refresh_token", StringComparison.Ordinal);
        return isFinal ? null : throw answer.Unexpected();
    }

    /// <summary>Asks whose a token is.</summary>
    /// <returns>Null when it is not good.</returns>
    /// <exception cref="HttpRequestException">Twitch cannot be reached.</exception>
    public async Task<TokenOwner?> ValidateAsync(string accessToken, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            _repeatable,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, _root + "/validate");
                request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", accessToken);
                return request;
            },
            cancellationToken);
        if (answer.Status == HttpStatusCode.Unauthorized && answer.IsRefusal(out _)) return null;

        var owner = answer.Read(IdJsonContext.Default.IdOwner);
        if (string.IsNullOrEmpty(owner.ClientId) || owner.UserId is not { Length: > 0 and <= 40 } id || !id.All(char.IsAsciiDigit) || !TwitchLogin.TryRead(owner.Login ?? "", out var login))
            throw answer.Unreadable();
        return new TokenOwner(owner.ClientId, id, login, Sorted(owner.Scopes), After(owner.ExpiresIn));
    }

    /// <summary>Gives a token back; one that was not good any more is as well.</summary>
    /// <exception cref="HttpRequestException">Twitch cannot be reached.</exception>
    public async Task RevokeAsync(string clientId, string accessToken, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(_repeatable, "/revoke", cancellationToken, ("client_id", clientId), ("token", accessToken));
        if (answer.Status != HttpStatusCode.OK && !answer.IsRefusal(out _)) throw answer.Unexpected();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static ResiliencePipeline<IdAnswer> Retry(TimeProvider clock, Func<double> random, TimeSpan firstWait, Func<HttpRequestException?, bool> mayRepeat) =>
        new ResiliencePipelineBuilder<IdAnswer> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<IdAnswer>
            {
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is { Status: >= HttpStatusCode.InternalServerError } || mayRepeat(arguments.Outcome.Exception as HttpRequestException)),
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = firstWait,
                Randomizer = random,
            })
            .Build();

    /// <summary>Whether the server cannot have seen the request. A refresh token that may have been taken must not be sent again at once.</summary>
    private static bool WasNeverSent(HttpRequestException? error) => error?.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static bool IsSecret(string? text) => text is { Length: > 0 and <= LongestSecret } && text.All(static sign => sign is > ' ' and < (char)127);

    private static ImmutableArray<string> Sorted(string[]? scopes) =>
        [.. (scopes ?? []).Where(static scope => scope is { Length: > 0 and <= 100 }).Take(200).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private DateTimeOffset After(double seconds, double longest = 31_536_000) =>
        _clock.GetUtcNow() + TimeSpan.FromSeconds(double.IsFinite(seconds) ? Math.Clamp(seconds, 0, longest) : 0);

    private TokenGrant ReadGrant(IdAnswer answer)
    {
        var tokens = answer.Read(IdJsonContext.Default.IdTokens);
        return IsSecret(tokens.AccessToken) && IsSecret(tokens.RefreshToken)
            ? new TokenGrant(tokens.AccessToken!, tokens.RefreshToken!, Sorted(tokens.Scope), After(tokens.ExpiresIn))
            : throw answer.Unreadable();
    }

    private Task<IdAnswer> PostAsync(ResiliencePipeline<IdAnswer> pipeline, string path, CancellationToken cancellationToken, params (string Name, string Value)[] form) => SendAsync(
        pipeline,
        () => new HttpRequestMessage(HttpMethod.Post, _root + path)
        {
            Content = new FormUrlEncodedContent(form.Select(static field => KeyValuePair.Create(field.Name, field.Value))),
        },
        cancellationToken);

    private async Task<IdAnswer> SendAsync(ResiliencePipeline<IdAnswer> pipeline, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var answer = await pipeline.ExecuteAsync(async token => await SendOnceAsync(make, token), cancellationToken);
        return answer.Status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests ? throw answer.Unexpected() : answer;
    }

    private async Task<IdAnswer> SendOnceAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using var request = make();
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return new IdAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, $"Twitch's sign-in at {_root} did not answer within {s_patience.TotalSeconds:0} s.");
        }
        catch (HttpRequestException exception)
        {
            throw new HttpRequestException(exception.HttpRequestError, $"Twitch's sign-in at {_root} cannot be reached: {exception.Message}", exception);
        }
    }
}
