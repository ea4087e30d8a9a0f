namespace IShowTts.Worker.Queue;

/// <summary>What becomes of an utterance that nobody approved or rejected in time.</summary>
internal enum HeldTimeoutPolicy
{
    /// <summary>It expires; points of our own rewards go back.</summary>
    Expire,

    /// <summary>It is spoken.</summary>
    Approve,

    /// <summary>It is rejected; points of our own rewards go back.</summary>
    Reject,
}
