namespace IShowTts.Worker.Queue;

/// <summary>Utterances that may have been taken back without our knowing: they stay in the queue and are not heard until that is settled.</summary>
/// <remarks>Asked within transactions: it must be quick, must not wait and must not ask the queue. Thread safe.</remarks>
internal interface IUtteranceDoubts
{
    /// <summary>Told when some are settled, on any thread. Must not block.</summary>
    event Action? Settled;

    /// <summary>Whether anything is doubted now.</summary>
    bool IsAny { get; }

    /// <summary>Whether it must not be heard now.</summary>
    /// <param name="utterance">One that waits.</param>
    bool IsDoubted(Utterance utterance);
}
