using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Retries, time limit and circuit breaker of <see cref="HelixClient"/>.</summary>
internal sealed class HelixResilience
{
    private const int Retries = 3;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(8);
    private static readonly ResiliencePropertyKey<Action<HelixException>> s_onRetry = new("helix-retry");

    private readonly ResiliencePipeline _retry;
    private readonly ResiliencePipeline<(HttpStatusCode Status, string Body, bool IsBucket)> _guard;

    /// <summary>Makes the pipelines.</summary>
    /// <param name="firstWait">First wait before a call is sent again; later ones double, all with jitter.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1.</param>
    public HelixResilience(TimeSpan firstWait, TimeProvider clock, Func<double> random)
    {
        _retry = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<HelixRetryableException>(),
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = firstWait < s_longestWait ? firstWait : s_longestWait,
                MaxDelay = s_longestWait,
                Randomizer = random,
                OnRetry = static retry =>
                {
                    if (retry.Outcome.Exception is HelixRetryableException failure && retry.Context.Properties.TryGetValue(s_onRetry, out var tell)) tell(failure.Told);
                    return default;
                },
            })
            .Build();
        _guard = new ResiliencePipelineBuilder<(HttpStatusCode Status, string Body, bool IsBucket)> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<(HttpStatusCode Status, string Body, bool IsBucket)>
            {
                ShouldHandle = new PredicateBuilder<(HttpStatusCode Status, string Body, bool IsBucket)>()
                    .Handle<HttpRequestException>().Handle<IOException>().Handle<TimeoutRejectedException>()
                    .HandleResult(static answer => answer.Status >= HttpStatusCode.InternalServerError),
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(5),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = s_timeout })
            .Build();
    }

    /// <summary>Runs a call, again and again while it throws <see cref="HelixRetryableException"/>, up to a limit.</summary>
    /// <param name="attempt">One attempt.</param>
    /// <param name="onRetry">Told before each wait.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, Action<HelixException> onRetry, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(s_onRetry, onRetry);
        try
        {
            return await _retry.ExecuteAsync(static (inner, run) => run(inner.CancellationToken), context, attempt);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Sends once, within the time limit, unless the circuit breaker is open.</summary>
    /// <param name="send">Sends.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BrokenCircuitException">The breaker is open.</exception>
    /// <exception cref="TimeoutRejectedException">It took too long.</exception>
    public ValueTask<(HttpStatusCode Status, string Body, bool IsBucket)> GuardAsync(
        Func<CancellationToken, ValueTask<(HttpStatusCode Status, string Body, bool IsBucket)>> send, CancellationToken cancellationToken) =>
        _guard.ExecuteAsync(static (run, token) => run(token), send, cancellationToken);
}
