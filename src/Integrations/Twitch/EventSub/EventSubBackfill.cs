using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;
using Polly;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Asks every <see cref="ITwitchBackfill"/> what was missed, again and again while it fails, less and less often.</summary>
/// <param name="backfills">Whom.</param>
/// <param name="clock">The clock.</param>
/// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
/// <param name="logger">The log.</param>
internal sealed class EventSubBackfill(IReadOnlyList<ITwitchBackfill> backfills, TimeProvider clock, Func<double> random, ILogger logger)
{
    private const double FirstWaitSeconds = 2;
    private const double LongestWaitSeconds = 120;

    /// <summary>Whatever went wrong, what was missed must not stay missed: it is asked again.</summary>
    private readonly ResiliencePipeline _pipeline = ReconnectPolicy.Create<Exception>(
        FirstWaitSeconds, LongestWaitSeconds, clock, random, (reason, wait, _) => Log.BackfillFailed(logger, wait.TotalSeconds, reason));

    /// <summary>Asks all, side by side.</summary>
    /// <param name="give">Takes each event.</param>
    /// <param name="cancellationToken">The connection is lost.</param>
    public Task RunAsync(Func<StreamEvent, ValueTask> give, CancellationToken cancellationToken) =>
        Task.WhenAll(backfills.Select(backfill => _pipeline.ExecuteAsync(
            async token =>
            {
                await foreach (var missed in backfill.ReadMissedAsync(token)) await give(missed);
            },
            cancellationToken).AsTask()));
}
