using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>Asks every <see cref="ITwitchBackfill"/> what was missed, again and again while it fails.</summary>
/// <param name="backfills">Whom.</param>
/// <param name="clock">The clock.</param>
/// <param name="random">Numbers from 0 to below 1, for the jitter of waiting times.</param>
/// <param name="logger">The log.</param>
internal sealed class EventSubBackfill(IReadOnlyList<ITwitchBackfill> backfills, TimeProvider clock, Func<double> random, ILogger logger)
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(2);

    /// <summary>Asks all, side by side.</summary>
    /// <param name="give">Takes each event.</param>
    /// <param name="cancellationToken">The connection is lost.</param>
    public Task RunAsync(Func<StreamEvent, ValueTask> give, CancellationToken cancellationToken) =>
        Task.WhenAll(backfills.Select(backfill => RunAsync(backfill, give, cancellationToken)));

    private async Task RunAsync(ITwitchBackfill backfill, Func<StreamEvent, ValueTask> give, CancellationToken cancellationToken)
    {
        for (var wait = s_firstWait; ; wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait)
        {
            try
            {
                await foreach (var missed in backfill.ReadMissedAsync(cancellationToken)) await give(missed);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it is, what was missed must not stay missed: it is asked again.
                var jittered = wait * (0.5 + random());
                Log.BackfillFailed(logger, jittered.TotalSeconds, exception.Message);
                await Task.Delay(jittered, clock, cancellationToken);
            }
        }
    }
}
