using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>Takes in one event: command, refusal, or an utterance in the queue.</summary>
internal sealed class EventIntake(
    IUtteranceComposer composer,
    IUtteranceQueue queue,
    RecentModeration recent,
    IChatCommands commands,
    IEnumerable<IIntakeObserver> observers,
    TimeProvider time,
    ILogger<EventIntake> logger)
{
    /// <summary>Takes in an event that is not a moderation event.</summary>
    /// <param name="streamEvent">What happened.</param>
    /// <param name="receivedAs">Its number in the order of receipt.</param>
    /// <param name="cancellationToken">The worker stops; then nothing was stored.</param>
    /// <exception cref="QueueStoreException">The queue cannot be written: the event is not taken in yet.</exception>
    public async ValueTask TakeAsync(StreamEvent streamEvent, long receivedAs, CancellationToken cancellationToken)
    {
        if (streamEvent is ChatMessage chat && !IsTakenBack(chat, receivedAs) && await commands.HandleAsync(chat, cancellationToken))
        {
            return;
        }

        var decision = composer.Decide(streamEvent, time.GetUtcNow());
        Tell(streamEvent, decision.Verdict);
        if (decision is { MergeInto: { } target, MergedText: { } words } && !IsTakenBack(streamEvent, receivedAs))
        {
            // The first of its kind says "times N" if it still waits; this one is kept for the record only.
            await queue.RewordAsync(target, words, new StateReason(ReasonCodes.Merged), cancellationToken);
        }

        if (decision.Utterance is { } utterance)
        {
            await AddAsync(IsTakenBack(streamEvent, receivedAs) ? TakenBack(utterance) : utterance, streamEvent, receivedAs, cancellationToken);
        }
    }

    /// <summary>Takes back that an event was seen, after <see cref="TakeAsync"/> threw: its sender may bring it again.</summary>
    /// <param name="streamEvent">The event that was dropped.</param>
    public void Forget(StreamEvent streamEvent) => composer.Forget(streamEvent);

    private async ValueTask AddAsync(Utterance utterance, StreamEvent streamEvent, long receivedAs, CancellationToken cancellationToken)
    {
        var added = await queue.AddAsync(utterance, cancellationToken);
        if (added.Outcome == AddOutcome.AlreadyThere)
        {
            Log.AlreadyThere(logger, streamEvent.GetType().Name, streamEvent.Id);
        }
        else if (IsTakenBack(streamEvent, receivedAs))
        {
            // Taken back while it was being stored: the moderation did not see it yet.
            await queue.CancelAsync(
                new UtteranceMatch { Id = utterance.Id }, UtteranceState.Cancelled, AlreadyDeleted(), cancellationToken);
        }
    }

    private static StateReason AlreadyDeleted() =>
        new(ReasonCodes.AlreadyDeleted, null, "It was taken back before it came.");

    private static Utterance TakenBack(Utterance utterance) =>
        utterance.State is UtteranceState.Queued or UtteranceState.Held
            ? utterance with { State = UtteranceState.Rejected, Reason = AlreadyDeleted() }
            : utterance;

    private bool IsTakenBack(StreamEvent streamEvent, long receivedAs) =>
        streamEvent is MessageEvent message && recent.IsTakenBack(message, receivedAs);

    private void Tell(StreamEvent streamEvent, FilterVerdict verdict)
    {
        Log.Decided(logger, streamEvent.GetType().Name, streamEvent.Id, streamEvent.Source, verdict.Verdict.ToString(), verdict.Code, verdict.Rule);
        foreach (var observer in observers)
        {
            observer.Decided(streamEvent, verdict);
        }
    }
}
