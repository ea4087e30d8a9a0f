namespace IShowTts.Worker.Queue;

/// <summary>Decides what becomes of two utterances of one thing, of which the second is the better paid (ADR 70, point 5). Pure.</summary>
internal static class TakeOver
{
    private const string Rule = "Intake:Twins";

    private static readonly UtteranceChange Overtaken = new(
        UtteranceState.Cancelled, new StateReason(ReasonCodes.Twin, Rule, "The better paid event of the same is spoken in its place."));

    /// <summary>The better one is spoken when the lesser one is not heard yet; else it is kept with the lesser one's end, so that it is settled by what was heard.</summary>
    /// <param name="lesser">The one that was there, as it is now; null when it is gone.</param>
    /// <param name="better">The new one.</param>
    /// <returns>What becomes of the lesser one (null: nothing), and the better one as it is to be stored.</returns>
    public static (UtteranceChange? Lesser, Utterance Better) Decide(Utterance? lesser, Utterance better)
    {
        if (lesser is null)
        {
            return (null, better);
        }

        better = better.MessageId.Length > 0 ? better : better with { MessageId = lesser.MessageId };
        return lesser.State switch
        {
            UtteranceState.Held or UtteranceState.Queued or UtteranceState.Synthesizing => (Overtaken, better),
            UtteranceState.Playing or UtteranceState.Heard => (null, End(better, UtteranceState.Heard, lesser, "It was spoken when it was first told.")),
            UtteranceState.Skipped or UtteranceState.Cancelled => (null, End(better, lesser.State, lesser, "It was taken back when it was first told.")),
            UtteranceState.Rejected when lesser.Reason?.Code is ReasonCodes.RejectedByPerson or ReasonCodes.AlreadyDeleted =>
                (null, End(better, UtteranceState.Rejected, lesser, "It was refused when it was first told.")),
            _ => (null, better),
        };
    }

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
