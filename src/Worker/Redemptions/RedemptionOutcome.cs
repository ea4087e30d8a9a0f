using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Redemptions;

/// <summary>Decides what becomes of a redemption when its utterance is over. Pure; the one table of ADR 0070.</summary>
internal static class RedemptionOutcome
{
    /// <summary>Share of the audio that is worth the points.</summary>
    private const double WorthShare = 0.5;

    /// <summary>Reasons with which a moderator or AutoMod takes words back.</summary>
    private static readonly string[] Moderated =
        [ReasonCodes.MessageDeleted, ReasonCodes.ViewerSilenced, ReasonCodes.ChatCleared, ReasonCodes.AlreadyDeleted, ReasonCodes.HeldByPlatform];

    /// <summary>Fulfilled, or the points go back.</summary>
    /// <param name="utterance">The utterance of the redemption.</param>
    /// <param name="refundModerated">Points go back also for what a moderator took back.</param>
    /// <returns>True to fulfil, false to give the points back; null when there is nothing to tell: it is not over, or the points are back already.</returns>
    public static bool? IsFulfilled(Utterance utterance, bool refundModerated) => utterance switch
    {
        { State: < UtteranceState.Heard } => null,
        { State: UtteranceState.Heard } => true,
        { Reason.Code: ReasonCodes.RedemptionCancelled } => null,
        { Reason.Code: { } code } when Moderated.Contains(code, StringComparer.Ordinal) => !refundModerated,
        { State: UtteranceState.Skipped or UtteranceState.Cancelled } => utterance.HeardShare() >= WorthShare,
        _ => false,
    };
}
