using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>Takes in one event: command, refusal, or an utterance in the queue.</summary>
internal sealed class EventIntake(
    IUtteranceComposer composer,
    IUtteranceQueue queue,
    RecentModeration recent,
    IChatCommands commands,
    TwinKeeper twins,
    IEnumerable<IIntakeObserver> observers,
    TimeProvider time,
    ILogger<EventIntake> logger)
{
    private const int CommandsRemembered = 1_000;

    private readonly RecentIds _commands = new(CommandsRemembered);

    /// <summary>Takes in an event that is not a moderation event.</summary>
    /// <param name="streamEvent">What happened.</param>
    /// <param name="receivedAs">Its number in the order of receipt.</param>
    /// <param name="cancellationToken">The worker stops; then nothing was stored.</param>
    /// <exception cref="QueueStoreException">The queue cannot be written: the event is not taken in yet.</exception>
    public async ValueTask TakeAsync(StreamEvent streamEvent, long receivedAs, CancellationToken cancellationToken)
    {
        if (streamEvent is ChatMessage chat && !IsTakenBack(chat, receivedAs) && await IsCommandAsync(chat, cancellationToken))
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

        if (streamEvent is ChatMessage { IsHeld: true } held)
        {
            await twins.SilenceAsync(held, decision.Twins, cancellationToken);
        }
        else
        {
            await LinkAsync(decision, streamEvent, receivedAs, cancellationToken);
        }

        if (decision.Utterance is { } utterance)
        {
            var kept = IsTakenBack(streamEvent, receivedAs, utterance.MessageId)
                ? TakenBack(utterance, AreWordsTakenBack(streamEvent, receivedAs, utterance.MessageId))
                : utterance;
            await AddAsync(decision with { Utterance = kept }, streamEvent, receivedAs, cancellationToken);
        }
    }

    /// <summary>Takes back that an event was seen, after <see cref="TakeAsync"/> threw: its sender may bring it again.</summary>
    /// <param name="streamEvent">The event that was dropped.</param>
    public void Forget(StreamEvent streamEvent) => composer.Forget(streamEvent);

    /// <summary>Carries out a command; the same message from a second source is not carried out again.</summary>
    private async ValueTask<bool> IsCommandAsync(ChatMessage chat, CancellationToken cancellationToken)
    {
        if (_commands.Contains(chat.MessageId))
        {
            return true;
        }

        if (!await commands.HandleAsync(chat, cancellationToken))
        {
            return false;
        }

        _commands.TryAdd(chat.MessageId);
        return true;
    }

    /// <summary>The chat message is known now: a deletion that comes hits the twins by it, and one that came already does so here, or when this event's own utterance is stored.</summary>
    private async ValueTask LinkAsync(IntakeDecision decision, StreamEvent streamEvent, long receivedAs, CancellationToken cancellationToken)
    {
        await twins.LinkAsync(decision.Twins, decision.MessageId, cancellationToken);
        if (decision.Utterance is null && IsTakenBack(streamEvent, receivedAs))
        {
            await twins.EndAsync(decision.Twins, AlreadyDeleted(), AreWordsTakenBack(streamEvent, receivedAs), cancellationToken);
        }
    }

    private async ValueTask AddAsync(IntakeDecision decision, StreamEvent streamEvent, long receivedAs, CancellationToken cancellationToken)
    {
        var utterance = decision.Utterance!;
        var added = decision.TakesOver is { } lesser
            ? await twins.TakeOverAsync(lesser, utterance, cancellationToken)
            : await queue.AddAsync(utterance, cancellationToken);
        if (added.Outcome == AddOutcome.AlreadyThere)
        {
            Log.AlreadyThere(logger, streamEvent.GetType().Name, streamEvent.Id);
        }
        else if (IsTakenBack(streamEvent, receivedAs, utterance.MessageId))
        {
            // Taken back while it was being stored: the moderation did not see it yet. The twins' words are the same.
            var areWords = AreWordsTakenBack(streamEvent, receivedAs, utterance.MessageId);
            await twins.EndAsync([utterance.Id, .. areWords ? decision.Twins : []], AlreadyDeleted(), areWords, cancellationToken);
        }
    }

    private static StateReason AlreadyDeleted() =>
        new(ReasonCodes.AlreadyDeleted, null, "It was taken back before it came.");

    /// <summary>What a rule rejected keeps its reason; that its words were taken back is noted with it, so that it is never released.</summary>
    private static Utterance TakenBack(Utterance utterance, bool areWords) =>
        utterance.State is UtteranceState.Queued or UtteranceState.Held
            ? utterance with { State = UtteranceState.Rejected, Reason = AlreadyDeleted() }
            : utterance with { IsTakenBack = areWords };

    /// <summary>By its own id, its author, its channel, or the chat message that a twin told of.</summary>
    private bool IsTakenBack(StreamEvent streamEvent, long receivedAs, string messageId = "") => streamEvent is MessageEvent message
        && recent.IsTakenBack(message.MessageId.Length > 0 ? message : message with { MessageId = messageId }, receivedAs);

    /// <summary>As <see cref="IsTakenBack"/>, but not because points went back: that says nothing against the words.</summary>
    private bool AreWordsTakenBack(StreamEvent streamEvent, long receivedAs, string messageId = "") =>
        IsTakenBack(streamEvent is Redemption redemption ? redemption with { RedemptionId = null } : streamEvent, receivedAs, messageId);

    private void Tell(StreamEvent streamEvent, FilterVerdict verdict)
    {
        Log.Decided(logger, streamEvent.GetType().Name, streamEvent.Id, streamEvent.Source, verdict.Verdict.ToString(), verdict.Code, verdict.Rule);
        foreach (var observer in observers)
        {
            observer.Decided(streamEvent, verdict);
        }
    }
}
