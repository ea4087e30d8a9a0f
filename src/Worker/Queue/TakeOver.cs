namespace IShowTts.Worker.Queue;

/// <summary>Decides what becomes of two utterances of one thing, of which the second is the better paid (ADR 70, point 5). Pure.</summary>
internal static class TakeOver
{
    private const string Rule = "Intake:Twins";

    private static readonly UtteranceChange Overtaken = new(
        UtteranceState.Cancelled, new StateReason(ReasonCodes.Twin, Rule, "The better paid event of the same is spoken in its place."));

    /// <summary>
    /// The better one is spoken when the lesser one is not heard yet, and takes over the redemption that the lesser one was linked to, so that its own end settles it.
    /// While the lesser one plays, what was paid goes over to that, so that it is settled by its real end; is it over, or was the redemption settled by its end,
    /// the better one is kept with that end.
    /// </summary>
    /// <param name="lesser">The one that was there, as it is now; null when it is gone.</param>
    /// <param name="better">The new one.</param>
    /// <param name="copy">What says the lesser one again, or was released in its place, the last one; null for nothing. Once is enough.</param>
    /// <returns>The lesser one's end (null: none); the lesser one with what was paid for it (null: that stays); the better one as it is to be stored.</returns>
    public static (UtteranceChange? End, Utterance? Paid, Utterance Better) Decide(Utterance? lesser, Utterance better, Utterance? copy = null)
    {
        if (lesser is null)
        {
            return (null, null, better);
        }

        better = better.MessageId.Length > 0 ? better : better with { MessageId = lesser.MessageId };
        return lesser.State switch
        {
            UtteranceState.Held or UtteranceState.Queued or UtteranceState.Synthesizing => Overtake(lesser, better),
            UtteranceState.Playing when !better.State.IsFinal() =>
                (null, Pay(lesser, better), End(better, UtteranceState.Heard, lesser, "It is told by what was playing when it came.") with { RedemptionId = null }),
            UtteranceState.Playing or UtteranceState.Heard => (null, null, End(better, UtteranceState.Heard, lesser, "It was spoken when it was first told.")),
            UtteranceState.Skipped or UtteranceState.Cancelled => (null, null, End(better, lesser.State, lesser, "It was taken back when it was first told.")),
            UtteranceState.Rejected when lesser.Reason?.Code is ReasonCodes.RejectedByPerson or ReasonCodes.AlreadyDeleted =>
                (null, null, End(better, UtteranceState.Rejected, lesser, "It was refused when it was first told.")),
            _ when lesser.RedemptionId is { } settled && settled == better.RedemptionId => (null, null, End(better, lesser.State, lesser, "It was settled when it was first told.")),
            _ when copy is { State: UtteranceState.Skipped or UtteranceState.Cancelled } => (null, null, End(better, copy.State, copy, "It was taken back before it came.")),
            _ when copy is { State: not (UtteranceState.Failed or UtteranceState.Expired) } =>
                (null, null, End(better, UtteranceState.Heard, copy, "A person has it spoken already.")),
            _ => (null, null, better),
        };
    }

    // Twitch's list links a copy in chat to its redemption when the list comes first; that copy's end must not settle what is spoken in its place.
    private static (UtteranceChange? End, Utterance? Paid, Utterance Better) Overtake(Utterance lesser, Utterance better) => lesser.RedemptionId is { } linked
        ? (Overtaken, lesser with { RedemptionId = null }, better with { RedemptionId = better.RedemptionId ?? linked })
        : (Overtaken, null, better);

    private static Utterance Pay(Utterance lesser, Utterance better) => lesser with
    {
        RedemptionId = better.RedemptionId ?? lesser.RedemptionId,
        RewardId = better.RewardId.Length > 0 ? better.RewardId : lesser.RewardId,
        IsPaid = lesser.IsPaid || better.IsPaid,
        Amount = better.Amount ?? lesser.Amount,
    };

    // What was refused by a rule of its own stays so.
    private static Utterance End(Utterance better, UtteranceState state, Utterance lesser, string detail) => better.State.IsFinal()
        ? better
        : better with
        {
            State = state,
            Reason = state == UtteranceState.Heard || lesser.Reason is null ? new StateReason(ReasonCodes.Twin, Rule, detail) : lesser.Reason,
            SpokenText = lesser.SpokenText,
            Voice = lesser.Voice,
            Engine = lesser.Engine,
            Timings = lesser.Timings,
        };
}
