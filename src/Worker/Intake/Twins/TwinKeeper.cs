using IShowTts.Integrations.Events;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake.Twins;

/// <summary>Carries out in the queue what was decided about twins: one is spoken, and whatever takes one back silences it.</summary>
internal sealed class TwinKeeper(IUtteranceQueue queue, ActiveCues active)
{
    /// <summary>Adds an utterance in the place of its lesser twin.</summary>
    public async ValueTask<AddResult> TakeOverAsync(string lesserId, Utterance better, CancellationToken cancellationToken)
    {
        var result = await queue.TakeOverAsync(lesserId, better, cancellationToken);
        if (result.Overtaken is { } overtaken)
        {
            active.Cancel(overtaken.Utterance.Id);
        }

        return result.Added;
    }

    /// <summary>Notes the chat message of an utterance that another feed told first.</summary>
    public async ValueTask LinkAsync(string utteranceId, string messageId, CancellationToken cancellationToken)
    {
        if (messageId.Length > 0)
        {
            await queue.LinkMessageAsync(utteranceId, messageId, cancellationToken);
        }
    }

    /// <summary>Ends an utterance in whatever state it is.</summary>
    /// <param name="utteranceId">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="areWordsTakenBack">Its words were taken back, not only its points: it is noted when it is over, and what says it again ends too.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask EndAsync(string utteranceId, StateReason reason, bool areWordsTakenBack, CancellationToken cancellationToken) =>
        EndAsync(new UtteranceMatch { Id = utteranceId, MarksFinished = areWordsTakenBack }, reason, cancellationToken);

    /// <summary>The platform holds a message back: what was made of it, or of its twin, ends in whatever state it is, and is not said again.</summary>
    public async ValueTask SilenceAsync(MessageEvent held, string? twin, CancellationToken cancellationToken)
    {
        var reason = new StateReason(ReasonCodes.HeldByPlatform, "Intake:HeldByPlatform", "The platform holds it for review.");
        if (held.MessageId.Length > 0)
        {
            await EndAsync(new UtteranceMatch { MessageId = held.MessageId, MarksFinished = true }, reason, cancellationToken);
        }

        if (twin is not null)
        {
            await EndAsync(twin, reason, areWordsTakenBack: true, cancellationToken);
        }
    }

    private async ValueTask EndAsync(UtteranceMatch match, StateReason reason, CancellationToken cancellationToken)
    {
        // Committed first, then stopped: what was taken back cannot start to be heard.
        foreach (var ended in await queue.CancelAsync(match, UtteranceState.Cancelled, reason, cancellationToken))
        {
            active.Cancel(ended.Utterance.Id);
        }
    }
}
