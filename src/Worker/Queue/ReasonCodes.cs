namespace IShowTts.Worker.Queue;

/// <summary>Every reason code, so that one word means one thing. Kebab-case, stable: stored, shown, counted, tested.</summary>
internal static class ReasonCodes
{
    // Decided on the way in.
    public const string Accepted = "accepted";
    public const string Duplicate = "duplicate";
    public const string Empty = "empty";
    public const string Length = "too-long";
    public const string Link = "link";
    public const string Emotes = "emotes";
    public const string Repetition = "repetition";
    public const string BlockedWord = "blocked-word";
    public const string ViewerCooldown = "viewer-cooldown";
    public const string GlobalCooldown = "global-cooldown";
    public const string Repeated = "repeated-message";
    public const string Role = "role";
    public const string IgnoredViewer = "ignored-viewer";
    public const string KnownBot = "known-bot";
    public const string OwnMessage = "own-message";
    public const string Prefix = "ignored-prefix";
    public const string Command = "command";
    public const string KindOff = "kind-off";
    public const string Minimum = "below-minimum";
    public const string SharedChat = "shared-chat";
    public const string Historical = "historical";
    public const string PartOfBomb = "part-of-gift-bomb";
    public const string HeldByPlatform = "held-by-platform";
    public const string NotAMessage = "not-a-message";
    public const string Malformed = "malformed";
    public const string Script = "unreadable-script";
    public const string Approval = "needs-approval";
    public const string Disabled = "speech-off";
    public const string Mode = "mode";
    public const string AlreadyDeleted = "already-deleted";
    public const string Twin = "twin";

    // Decided while it waited or was spoken.
    public const string Finished = "finished";
    public const string SkippedByPerson = "skipped";
    public const string ClearedByPerson = "cleared";
    public const string RejectedByPerson = "rejected";
    public const string MessageDeleted = "message-deleted";
    public const string ViewerSilenced = "viewer-silenced";
    public const string ChatCleared = "chat-cleared";
    public const string RedemptionCancelled = "redemption-cancelled";
    public const string TimeToLive = "time-to-live";
    public const string QueueFull = "queue-full";
    public const string Airtime = "airtime";
    public const string EngineFailed = "engine-failed";
    public const string Fallback = "fallback";
    public const string Timeout = "timeout";
    public const string SinkLost = "sink-lost";
    public const string StandIn = "stand-in";
    public const string Interrupted = "interrupted";
    public const string MostlyHeard = "mostly-heard";
    public const string Requeued = "requeued";
    public const string Approved = "approved";
    public const string Merged = "merged";
    public const string Withdrawn = "withdrawn";
    public const string Missed = "missed";
    public const string HeldTooLong = "held-too-long";
    public const string HeldByPerson = "held";
    public const string Moved = "moved";
    public const string Again = "said-again";
    public const string Released = "released";
}
