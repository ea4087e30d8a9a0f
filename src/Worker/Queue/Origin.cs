using System.Collections.Frozen;

namespace IShowTts.Worker.Queue;

/// <summary>What may become of words that were over once: said again, released, or never. Pure.</summary>
internal static class Origin
{
    private static readonly FrozenSet<string> s_takenBack = new[]
    {
        ReasonCodes.MessageDeleted, ReasonCodes.ViewerSilenced, ReasonCodes.ChatCleared, ReasonCodes.AlreadyDeleted, ReasonCodes.HeldByPlatform,
        ReasonCodes.RedemptionCancelled, ReasonCodes.RejectedByPerson, ReasonCodes.Withdrawn,
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_rules = new[]
    {
        ReasonCodes.Length, ReasonCodes.Link, ReasonCodes.Emotes, ReasonCodes.Repetition, ReasonCodes.BlockedWord, ReasonCodes.ViewerCooldown,
        ReasonCodes.GlobalCooldown, ReasonCodes.Repeated, ReasonCodes.Role, ReasonCodes.Minimum, ReasonCodes.Script, ReasonCodes.IgnoredViewer,
        ReasonCodes.KnownBot, ReasonCodes.OwnMessage, ReasonCodes.Prefix, ReasonCodes.KindOff, ReasonCodes.Disabled, ReasonCodes.Mode,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A moderator, the platform or the author took the words back, before they were heard or after.</summary>
    public static bool IsTakenBack(Utterance utterance) => utterance.IsTakenBack || (utterance.Reason is { } reason && s_takenBack.Contains(reason.Code));

    /// <summary>A rule of ours said no, nobody else.</summary>
    public static bool IsRefusedByRule(Utterance utterance) =>
        utterance is { State: UtteranceState.Rejected, Reason: { Rule: not null } reason } && s_rules.Contains(reason.Code);

    /// <summary>As it is stored: what repeats words that were taken back in the meantime is ended; a chat message that became known in the meantime is noted.</summary>
    /// <param name="utterance">The new one.</param>
    /// <param name="origin">Whose words it repeats, as it is now; null when it is gone or there is none.</param>
    /// <param name="now">When.</param>
    public static Utterance Check(Utterance utterance, Utterance? origin, DateTimeOffset now)
    {
        if (origin is null)
        {
            return utterance;
        }

        var known = utterance.MessageId.Length > 0 ? utterance : utterance with { MessageId = origin.MessageId };
        return IsTakenBack(origin)
            ? known.Apply(new UtteranceChange(UtteranceState.Cancelled, new StateReason(ReasonCodes.AlreadyDeleted)), now)
            : known;
    }
}
