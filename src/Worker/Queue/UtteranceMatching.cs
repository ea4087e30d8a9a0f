using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Queue;

/// <summary>Whether an utterance fits a match.</summary>
internal static class UtteranceMatching
{
    /// <summary>It is not final and every member that is set fits.</summary>
    public static bool Fits(this UtteranceMatch match, Utterance utterance) => !utterance.State.IsFinal() && match.FitsAnyState(utterance);

    /// <summary>Every member that is set fits, whether it is final or not.</summary>
    public static bool FitsAnyState(this UtteranceMatch match, Utterance utterance) =>
        (match.Id is null || match.Id == utterance.Id)
        && (match.MessageId is null || match.MessageId == utterance.MessageId)
        && (match.RedemptionId is null || match.RedemptionId == utterance.RedemptionId)
        && (match.Channel is null || match.Channel == utterance.Channel)
        && match.FitsRest(utterance);

    /// <summary>The members that a store does not look up by themselves: viewer, origin, states.</summary>
    public static bool FitsRest(this UtteranceMatch match, Utterance utterance) =>
        (match.Viewer is null || IsSame(match.Viewer, utterance.Viewer))
        && (!match.OnlyFromViewers || utterance.IsFromChat())
        && (match.States is null || match.States.Contains(utterance.State));

    /// <summary>The same id, or the same login; somebody without both is nobody.</summary>
    private static bool IsSame(Viewer wanted, Viewer viewer) =>
        (wanted.Id.Length > 0 && wanted.Id == viewer.Id)
        || (wanted.Login.Length > 0 && string.Equals(wanted.Login, viewer.Login, StringComparison.OrdinalIgnoreCase));
}
