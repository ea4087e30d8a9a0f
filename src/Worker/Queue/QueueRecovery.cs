namespace IShowTts.Worker.Queue;

/// <summary>Decides at start what becomes of an utterance that an earlier run left unfinished. Pure.</summary>
internal static class QueueRecovery
{
    /// <summary>Share of the audio that must have been heard for an utterance to count as heard.</summary>
    private const double MostlyHeardShare = 0.5;

    /// <summary>What becomes of an interrupted utterance; null when it stays as it is (held, queued, final).</summary>
    public static UtteranceChange? Decide(Utterance utterance, QueueOptions options) => utterance.State switch
    {
        UtteranceState.Synthesizing => Again(utterance, options),
        UtteranceState.Playing => DecidePlaying(utterance, options),
        _ => null,
    };

    private static UtteranceChange DecidePlaying(Utterance utterance, QueueOptions options)
    {
        var isMostlyHeard = utterance.HeardShare() >= MostlyHeardShare;
        if (isMostlyHeard && options.OnInterrupted != InterruptedPolicy.Replay)
        {
            return new UtteranceChange(
                UtteranceState.Heard,
                new StateReason(ReasonCodes.MostlyHeard, "Queue:OnInterrupted", "The worker stopped when more than half of it was heard."));
        }

        return options.OnInterrupted == InterruptedPolicy.Mark
            ? new UtteranceChange(
                UtteranceState.Failed,
                new StateReason(ReasonCodes.Interrupted, "Queue:OnInterrupted", "The worker stopped while it was playing."))
            : Again(utterance, options);
    }

    private static UtteranceChange Again(Utterance utterance, QueueOptions options) => utterance.Attempts >= options.MaxAttempts
        ? new UtteranceChange(
            UtteranceState.Failed,
            new StateReason(ReasonCodes.Interrupted, "Queue:MaxAttempts", $"The worker stopped in each of {utterance.Attempts} tries to speak it."))
        : new UtteranceChange(
            UtteranceState.Queued,
            new StateReason(ReasonCodes.Requeued, "Queue:OnInterrupted", "The worker stopped before it was heard; it is spoken again from its start."));
}
