namespace IShowTts.Worker.Queue;

/// <summary>Where an utterance is. The last six are final: nothing leaves them.</summary>
internal enum UtteranceState
{
    /// <summary>Waits for a person's approval.</summary>
    Held,

    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Taken by the speaker: being synthesized, or synthesized ahead and waiting for the sinks.</summary>
    Synthesizing,

    /// <summary>Being heard.</summary>
    Playing,

    /// <summary>Heard to its end, or marked as heard by the recovery policy.</summary>
    Heard,

    /// <summary>A filter or a person said no before it was spoken.</summary>
    Rejected,

    /// <summary>A person skipped it.</summary>
    Skipped,

    /// <summary>Taken back: deleted, author silenced, chat cleared, queue cleared.</summary>
    Cancelled,

    /// <summary>It could not be spoken.</summary>
    Failed,

    /// <summary>Waited longer than its time to live, or fell when the queue was full.</summary>
    Expired,
}
