using Polly;
using Polly.Retry;

namespace IShowTts.Integrations.Events;

/// <summary>When a lost connection is tried again: soon at first, then less and less often, never at the same moment as everybody else.</summary>
internal static class ReconnectPolicy
{
    /// <summary>Makes a pipeline that tries again for as long as an exception says that it may help.</summary>
    /// <typeparam name="TException">The exception that says so.</typeparam>
    /// <param name="minSeconds">First wait.</param>
    /// <param name="maxSeconds">Longest wait.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for the jitter.</param>
    /// <param name="onRetry">Told before each wait: the reason, the wait, and the number of the attempt that failed, from 1.</param>
    /// <param name="askedWait">The shortest wait that the other side asked for; null, or a result of null, for none.</param>
    public static ResiliencePipeline Create<TException>(
        double minSeconds, double maxSeconds, TimeProvider clock, Func<double> random, Action<string, TimeSpan, int> onRetry, Func<TException, TimeSpan?>? askedWait = null)
        where TException : Exception =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(minSeconds),
                MaxDelay = TimeSpan.FromSeconds(maxSeconds),
                Randomizer = random,
                // Without an answer the back-off above decides. What was asked for gets some jitter too.
                DelayGenerator = retry => ValueTask.FromResult(
                    retry.Outcome.Exception is TException failure && askedWait?.Invoke(failure) is { } wait ? wait * (1 + (random() / 4)) : (TimeSpan?)null),
                OnRetry = retry =>
                {
                    onRetry(retry.Outcome.Exception?.Message ?? "", retry.RetryDelay, retry.AttemptNumber + 1);
                    return default;
                },
            })
            .Build();
}
