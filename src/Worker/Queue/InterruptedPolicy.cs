namespace IShowTts.Worker.Queue;

/// <summary>What happens at start to the utterance that was playing when the worker died.</summary>
internal enum InterruptedPolicy
{
    /// <summary>From its start when less than half was heard, else marked as heard.</summary>
    ReplayIfLessThanHalfHeard,

    /// <summary>Always from its start.</summary>
    Replay,

    /// <summary>Never again: marked as failed with the reason <c>interrupted</c>, or heard when more than half was.</summary>
    Mark,
}
