using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Control;

/// <summary>Says that something waits for approval, and decides what nobody decided in time (<c>Queue:HeldMinutes</c>).</summary>
/// <remarks>The time is counted from when it was held, as it is stored: a restart changes nothing.</remarks>
internal sealed class HeldWatch(
    IUtteranceQueue queue, AlarmBoard alarms, IAuditLog audit, IOptionsMonitor<QueueOptions> options, TimeProvider time, ILogger<HeldWatch> logger)
    : PeriodicService(TimeSpan.FromSeconds(2), time)
{
    /// <summary>The alarm that stands while something waits.</summary>
    internal const string AlarmKey = "held";

    private const string Rule = "Queue:OnHeldTimeout";
    private static readonly Actor Clock = new("worker", "held-timeout");

    /// <inheritdoc/>
    protected override async ValueTask LookAsync(CancellationToken stopping)
    {
        try
        {
            await LookAtHeldAsync(stopping);
        }
        catch (QueueStoreException e)
        {
            // The next tick tries again; intake raises the queue's alarm and clears it.
            Log.HeldNotDecided(logger, e);
        }
    }

    private async Task LookAtHeldAsync(CancellationToken stopping)
    {
        var limit = TimeSpan.FromMinutes(options.CurrentValue.HeldMinutes);
        var left = new List<Utterance>();
        foreach (var held in await queue.ListHeldAsync(stopping))
        {
            if (limit > TimeSpan.Zero && Time.GetUtcNow() - held.Timestamps[UtteranceState.Held] >= limit)
            {
                await DecideAsync(held, stopping);
            }
            else
            {
                left.Add(held);
            }
        }

        Tell(left);
    }

    private async Task DecideAsync(Utterance held, CancellationToken stopping)
    {
        var minutes = options.CurrentValue.HeldMinutes;
        var (state, code, action) = options.CurrentValue.OnHeldTimeout switch
        {
            HeldTimeoutPolicy.Approve => (UtteranceState.Queued, ReasonCodes.Approved, "approve"),
            HeldTimeoutPolicy.Reject => (UtteranceState.Rejected, ReasonCodes.HeldTooLong, "reject"),
            _ => (UtteranceState.Expired, ReasonCodes.HeldTooLong, "expire"),
        };
        var change = new UtteranceChange(state, new StateReason(code, Rule, $"Nobody approved or rejected it within {minutes} min."));
        if (await queue.MoveAsync(held.Id, [UtteranceState.Held], change, stopping) is not null)
        {
            await audit.WriteAsync(Clock, action, held.Id, "done", stopping);
        }
    }

    private void Tell(List<Utterance> held)
    {
        if (held.Count == 0)
        {
            alarms.Clear(AlarmKey);
            return;
        }

        var count = held.Count == 1 ? "1 message waits" : $"{held.Count} messages wait";
        alarms.Raise(AlarmKey, $"{count} for approval; the oldest is {held[0].Handle()}. In chat the commands approve and reject decide, here: ishowtts queue approve {held[0].Id}");
    }
}
