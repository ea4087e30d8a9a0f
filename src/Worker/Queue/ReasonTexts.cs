using System.Collections.Frozen;

namespace IShowTts.Worker.Queue;

/// <summary>What each reason code means, in plain words: for the console, the chat's "why" and the API. One sentence each, no names, no viewers' words.</summary>
internal static class ReasonTexts
{
    private static readonly FrozenDictionary<string, string> s_texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ReasonCodes.Accepted] = "Passed every filter.",
        [ReasonCodes.Duplicate] = "The same event came twice; it is spoken once.",
        [ReasonCodes.Empty] = "Nothing was left to say after cleaning.",
        [ReasonCodes.Length] = "The message is too long.",
        [ReasonCodes.Link] = "Messages with links are not spoken.",
        [ReasonCodes.Emotes] = "The message has too many emotes, or nothing else.",
        [ReasonCodes.Repetition] = "The message repeats itself too much.",
        [ReasonCodes.BlockedWord] = "The message has a blocked word.",
        [ReasonCodes.ViewerCooldown] = "This viewer was spoken only a moment ago.",
        [ReasonCodes.GlobalCooldown] = "Another message was spoken only a moment ago.",
        [ReasonCodes.Repeated] = "The same message was sent a moment ago.",
        [ReasonCodes.Role] = "This viewer's role is not one that is spoken.",
        [ReasonCodes.IgnoredViewer] = "This viewer is on the ignore list.",
        [ReasonCodes.KnownBot] = "The sender is a known bot.",
        [ReasonCodes.OwnMessage] = "The message is our own.",
        [ReasonCodes.Prefix] = "The message starts with a prefix that is not spoken.",
        [ReasonCodes.Command] = "The message is a command.",
        [ReasonCodes.KindOff] = "This kind of event is switched off.",
        [ReasonCodes.Minimum] = "The amount is below the minimum.",
        [ReasonCodes.SharedChat] = "The message was written in another channel's chat.",
        [ReasonCodes.Historical] = "The message is an old one, told again.",
        [ReasonCodes.PartOfBomb] = "The gift was announced together with others.",
        [ReasonCodes.HeldByPlatform] = "The platform holds the message for its moderators.",
        [ReasonCodes.NotAMessage] = "The event has nothing to speak.",
        [ReasonCodes.Malformed] = "The event could not be understood.",
        [ReasonCodes.Script] = "The message is in a script that the voice cannot read.",
        [ReasonCodes.Approval] = "Waits for a moderator's approval.",
        [ReasonCodes.Disabled] = "Speech is switched off.",
        [ReasonCodes.Mode] = "The current mode does not speak this kind of message.",
        [ReasonCodes.Twin] = "The platform told the same thing twice; it is spoken once.",
        [ReasonCodes.AlreadyDeleted] = "A moderator deleted it before it was spoken.",

        [ReasonCodes.Finished] = "Heard to its end.",
        [ReasonCodes.SkippedByPerson] = "Somebody skipped it.",
        [ReasonCodes.ClearedByPerson] = "Somebody cleared the queue.",
        [ReasonCodes.RejectedByPerson] = "A moderator rejected it.",
        [ReasonCodes.MessageDeleted] = "A moderator deleted the message.",
        [ReasonCodes.ViewerSilenced] = "A moderator timed out or banned its author.",
        [ReasonCodes.ChatCleared] = "A moderator cleared the chat.",
        [ReasonCodes.RedemptionCancelled] = "The redemption was cancelled and refunded.",
        [ReasonCodes.TimeToLive] = "It waited too long.",
        [ReasonCodes.QueueFull] = "The queue was full of more important messages.",
        [ReasonCodes.Airtime] = "Chat has used its speaking time for this minute.",
        [ReasonCodes.EngineFailed] = "The voice could not speak it.",
        [ReasonCodes.Fallback] = "Another voice spoke it, because its own could not.",
        [ReasonCodes.Timeout] = "Speaking it took too long.",
        [ReasonCodes.SinkLost] = "The sound device was lost while it was spoken.",
        [ReasonCodes.StandIn] = "Heard on another output, as the required one was gone.",
        [ReasonCodes.Interrupted] = "The worker stopped while it was spoken.",
        [ReasonCodes.MostlyHeard] = "The worker stopped while it was spoken, but most of it was heard.",
        [ReasonCodes.Requeued] = "Put back into the queue, to be spoken from its start.",
        [ReasonCodes.Approved] = "A moderator approved it.",
        [ReasonCodes.Withdrawn] = "Its author withdrew it.",
        [ReasonCodes.Missed] = "It was redeemed while the worker was away, too long ago to be read now.",
        [ReasonCodes.HeldByPerson] = "A moderator holds it for approval.",
        [ReasonCodes.Moved] = "A moderator moved it to another place.",
        [ReasonCodes.Again] = "A moderator asked to hear it again.",
        [ReasonCodes.Released] = "A moderator released it from the rule that rejected it.",
        [ReasonCodes.HeldTooLong] = "No moderator approved or rejected it in time.",
        [ReasonCodes.Merged] = "Joined with the same message, which is read once as \"times N\".",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes that have a sentence.</summary>
    public static IReadOnlyCollection<string> Codes => s_texts.Keys;

    /// <summary>The sentence for a code.</summary>
    /// <param name="code">A constant of <see cref="ReasonCodes"/>.</param>
    /// <returns>One sentence; for an unknown code (stored by a newer worker) the code itself.</returns>
    public static string For(string code) => s_texts.GetValueOrDefault(code, $"Reason: {code}.");

    /// <summary>The sentence for a stored reason, with the rule that decided.</summary>
    /// <param name="reason">The reason; null while nothing decided.</param>
    /// <returns>The reason's own detail when it has one, else the code's sentence; the rule follows in brackets. Empty without a reason.</returns>
    public static string For(StateReason? reason)
    {
        if (reason is null)
        {
            return "";
        }

        var sentence = string.IsNullOrWhiteSpace(reason.Detail) ? For(reason.Code) : reason.Detail;
        return string.IsNullOrWhiteSpace(reason.Rule) ? sentence : $"{sentence} [{reason.Rule}]";
    }
}
