namespace IShowTts.Worker.Queue;

/// <summary>What became of an addition.</summary>
internal enum AddOutcome
{
    /// <summary>It is stored.</summary>
    Added,

    /// <summary>The same source and event id were there already, or another one with the same origin is not over; nothing changed.</summary>
    AlreadyThere,

    /// <summary>The queue is full of utterances at least as important; it is stored as expired.</summary>
    Fell,
}
