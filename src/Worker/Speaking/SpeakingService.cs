using IShowTts.Worker.Control;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Speaking;

/// <summary>Takes utterances from the queue and synthesizes them, one ahead of the one that plays.</summary>
internal sealed class SpeakingService(
    IUtteranceQueue queue,
    CueChannel cues,
    ActiveCues active,
    CueSynthesis synthesis,
    SpeechGate gate,
    AlarmBoard alarms,
    TimeProvider time,
    ILogger<SpeakingService> logger) : BackgroundService
{
    private const string QueueAlarm = "queue";
    private static readonly UtteranceState[] Taken = [UtteranceState.Synthesizing];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await cues.WaitForPlaceAsync(stoppingToken);
                var utterance = await TakeAsync(stoppingToken);
                var cue = new Cue(utterance);
                active.Add(cue);
                await cues.SendAsync(cue, stoppingToken);
                await FillAsync(cue, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops; what was taken goes back to the queue at the next start.
        }
    }

    private async Task<Utterance> TakeAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await gate.WaitEnabledAsync(stopping);
                var next = await queue.TakeNextAsync(stopping);
                alarms.Clear(QueueAlarm);
                if (next is not null)
                {
                    return next;
                }

                await queue.WaitForWorkAsync(stopping);
            }
            catch (QueueStoreException e)
            {
                alarms.Raise(QueueAlarm, e.Message);
                Log.QueueBroke(logger, e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stopping);
            }
        }
    }

    private async Task FillAsync(Cue cue, CancellationToken stopping)
    {
        var reason = await synthesis.FillAsync(cue, stopping);
        if (reason is not null)
        {
            // Before any sound the utterance is set aside here; after the first one the player plays what there is and tells the reason.
            Log.SetAside(logger, cue.Utterance.Id, reason.Code, reason.Detail);
            cue.Failure = reason;
            if (cue.Length == 0)
            {
                await SetAsideAsync(cue, reason, stopping);
            }
        }

        cue.Complete();
    }

    private async Task SetAsideAsync(Cue cue, StateReason reason, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await queue.MoveAsync(cue.Utterance.Id, Taken, new UtteranceChange(UtteranceState.Failed, reason), stopping);
                return;
            }
            catch (QueueStoreException e)
            {
                alarms.Raise(QueueAlarm, e.Message);
                Log.QueueBroke(logger, e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stopping);
            }
        }
    }
}
