namespace IShowTts.Worker.Control;

/// <summary>What became of the wish to hear something again, or in spite of a rule.</summary>
internal enum ReplayOutcome
{
    /// <summary>It waits, or waits for approval.</summary>
    Added,

    /// <summary>There is no such utterance.</summary>
    Unknown,

    /// <summary>It is in a state in which that cannot be done.</summary>
    WrongState,

    /// <summary>A moderator, the platform or its author took the words back: they are not said.</summary>
    TakenBack,

    /// <summary>It was released before, or what says it again is not over; that one is given.</summary>
    Before,

    /// <summary>Nothing is left to say.</summary>
    NothingToSay,

    /// <summary>Another rule rejects it; it is kept as rejected, and may be released from that rule, too.</summary>
    Rejected,

    /// <summary>The queue is full of what is as important.</summary>
    Fell,
}
