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

    /// <summary>Notes the chat message of utterances that other feeds told.</summary>
    /// <param name="utteranceIds">All that was made of it: one that was taken over may be playing, or be said again.</param>
    /// <param name="messageId">The chat message; empty for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask LinkAsync(IReadOnlyList<string> utteranceIds, string messageId, CancellationToken cancellationToken)
    {
        foreach (var id in messageId.Length > 0 ? utteranceIds : [])
        {
            await queue.LinkMessageAsync(id, messageId, cancellationToken);
        }
    }

    /// <summary>Ends utterances in whatever state they are.</summary>
    /// <param name="utteranceIds">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="areWordsTakenBack">Their words were taken back, not only points: it is noted where they are over, and what says them again ends too.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask EndAsync(IReadOnlyList<string> utteranceIds, StateReason reason, bool areWordsTakenBack, CancellationToken cancellationToken)
    {
        foreach (var id in utteranceIds)
        {
            await EndAsync(new UtteranceMatch { Id = id, MarksFinished = areWordsTakenBack }, reason, cancellationToken);
        }
    }

    /// <summary>The platform holds a message back: what was made of it, or of its twins, ends in whatever state it is, and is not said again.</summary>
    public async ValueTask SilenceAsync(MessageEvent held, IReadOnlyList<string> twins, CancellationToken cancellationToken)
    {
        var reason = new StateReason(ReasonCodes.HeldByPlatform, "Intake:HeldByPlatform", "The platform holds it for review.");
        if (held.MessageId.Length > 0)
        {
            await EndAsync(new UtteranceMatch { MessageId = held.MessageId, MarksFinished = true }, reason, cancellationToken);
        }

        await EndAsync(twins, reason, areWordsTakenBack: true, cancellationToken);
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
