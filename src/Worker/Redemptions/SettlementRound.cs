using System.Net;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Redemptions;

/// <summary>Tells Twitch what is due, until nothing is or Twitch does not answer.</summary>
/// <param name="ledger">What is due.</param>
/// <param name="rewards">Twitch; null when this worker has none, so that everything waits.</param>
/// <param name="catalog">Learns whose a reward is.</param>
/// <param name="options">Bounds of the waits.</param>
/// <param name="alarms">Told while Twitch cannot be told.</param>
/// <param name="time">The clock.</param>
/// <param name="jitter">A number from 0 to 1, so that many workers do not come back at once.</param>
/// <param name="logger">Where it tells.</param>
internal sealed class SettlementRound(
    IRedemptionLedger ledger,
    ITwitchRewards? rewards,
    RewardCatalog catalog,
    IOptionsMonitor<SettlementOptions> options,
    AlarmBoard alarms,
    TimeProvider time,
    Func<double> jitter,
    ILogger logger)
{
    /// <summary>Most ids that Twitch takes in one call.</summary>
    public const int MostIds = 50;

    /// <summary>Tries without an answer before a person is told.</summary>
    private const int QuietAttempts = 1;

    private const int LinesAtOnce = 500;
    private const string Alarm = "redemptions";

    private readonly HashSet<string> foreign = new(StringComparer.Ordinal);
    private int failures;

    /// <summary>Runs once.</summary>
    /// <returns>How long to wait before the next round; zero when all was told.</returns>
    /// <exception cref="Queue.QueueStoreException">The ledger cannot be used.</exception>
    public async ValueTask<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        foreign.Clear();
        while (await ledger.ListDueAsync(LinesAtOnce, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var group in due.GroupBy(static one => (one.RewardId, one.IsFulfilled)))
            {
                foreach (var chunk in group.Chunk(MostIds))
                {
                    if (await SettleAsync(chunk, cancellationToken) is { } wait)
                    {
                        return wait;
                    }
                }
            }
        }

        failures = 0;
        if ((await ledger.GetStatusAsync(cancellationToken)).Due == 0)
        {
            alarms.Clear(Alarm);
        }

        return TimeSpan.Zero;
    }

    /// <summary>Settles redemptions of one reward and status.</summary>
    /// <returns>How long to wait when Twitch did not answer; else null.</returns>
    private async ValueTask<TimeSpan?> SettleAsync(RedemptionDue[] chunk, CancellationToken cancellationToken)
    {
        var (rewardId, isFulfilled) = (chunk[0].RewardId, chunk[0].IsFulfilled);
        if (foreign.Contains(rewardId))
        {
            return null;
        }

        string[] ids = [.. chunk.Select(static one => one.Id)];
        try
        {
            if (rewards is null)
            {
                throw new HelixException(null, "nobody is signed in with Twitch. Sign in: ishowtts twitch login") { IsUnsent = true };
            }

            await rewards.SettleAsync(rewardId, ids, isFulfilled, cancellationToken);
            await ledger.MarkToldAsync(ids, mayReply: true, cancellationToken);
            Log.Told(logger, ids.Length, rewardId, isFulfilled ? "FULFILLED" : "CANCELED");
            await catalog.NoteOwnAsync(rewardId, cancellationToken);
            return null;
        }
        catch (HelixException e) when (e.IsPassing || e.Status == HttpStatusCode.Unauthorized)
        {
            return await PostponeAsync(chunk, ids, e, cancellationToken);
        }
        catch (HelixException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            foreign.Add(rewardId);
            await catalog.NoteForeignAsync(rewardId, cancellationToken);
            return null;
        }
        catch (HelixException) when (chunk.Length > 1)
        {
            // One of them is unknown, settled already or refused; alone, each gets its own answer.
            return await SettleEachAsync(chunk, cancellationToken);
        }
        catch (HelixException e)
        {
            await EndAsync(chunk[0], e, cancellationToken);
            return null;
        }
    }

    private async ValueTask<TimeSpan?> SettleEachAsync(RedemptionDue[] chunk, CancellationToken cancellationToken)
    {
        foreach (var one in chunk)
        {
            if (await SettleAsync([one], cancellationToken) is { } wait)
            {
                return wait;
            }
        }

        return null;
    }

    private async ValueTask EndAsync(RedemptionDue one, HelixException error, CancellationToken cancellationToken)
    {
        if (error.Status == HttpStatusCode.NotFound)
        {
            // What we see after a kill, or an answer that was lost, between Twitch's deed and our note. Untried before, it was somebody else's deed.
            await ledger.MarkToldAsync([one.Id], mayReply: one.Attempts > 0, cancellationToken);
            Log.SettledAlready(logger, one.Id);
            return;
        }

        await ledger.SetAsideAsync([one.Id], error.Message, cancellationToken);
        Log.SetAside(logger, one.Id, error.Message);
    }

    private async ValueTask<TimeSpan> PostponeAsync(RedemptionDue[] chunk, string[] ids, HelixException error, CancellationToken cancellationToken)
    {
        var attempts = Math.Max(failures, chunk.Max(static one => one.Attempts));
        failures++;
        // Only what Twitch may have done without our hearing of it: a "settled already" is our own deed only then.
        var isInDoubt = !error.IsUnsent && (error.Status is null || error.Status >= HttpStatusCode.InternalServerError);
        var wait = WaitAfter(attempts, options.CurrentValue);
        await ledger.PostponeAsync(ids, time.GetUtcNow() + wait, isInDoubt, cancellationToken);
        Log.Postponed(logger, ids.Length, wait.TotalSeconds, error.Message);
        if (attempts >= QuietAttempts)
        {
            alarms.Raise(Alarm, $"Twitch cannot be told what became of redemptions; they are kept and told later, and speech goes on: {error.Message}");
        }

        return wait;
    }

    private TimeSpan WaitAfter(int attempts, SettlementOptions bounds)
    {
        var longest = Math.Min(bounds.RetryMaxSeconds, bounds.RetryMinSeconds * Math.Pow(2, Math.Min(attempts, 30)));
        return TimeSpan.FromSeconds(longest * (0.5 + (jitter() / 2)));
    }
}
