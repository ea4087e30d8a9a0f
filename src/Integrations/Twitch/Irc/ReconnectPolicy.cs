using Polly;
using Polly.Retry;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>When a lost connection is tried again: soon at first, then less and less often, never at the same moment as everybody else.</summary>
internal static class ReconnectPolicy
{
    /// <summary>Makes a pipeline that tries again for as long as an <see cref="IrcConnectionException"/> says that it may help.</summary>
    /// <param name="options">First and longest wait.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for the jitter.</param>
    /// <param name="onRetry">Told before each wait: the reason, the wait, and the number of the attempt that failed, from 1.</param>
    public static ResiliencePipeline Create(TwitchOptions options, TimeProvider clock, Func<double> random, Action<string, TimeSpan, int> onRetry) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<IrcConnectionException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(options.ReconnectMinSeconds),
                MaxDelay = TimeSpan.FromSeconds(options.ReconnectMaxSeconds),
                Randomizer = random,
                OnRetry = retry =>
                {
                    onRetry(retry.Outcome.Exception?.Message ?? "", retry.RetryDelay, retry.AttemptNumber + 1);
                    return default;
                },
            })
            .Build();
}
