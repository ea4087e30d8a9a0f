namespace IShowTts.Worker.Playout;

/// <summary>How playing a cue ended.</summary>
internal enum CueEnding
{
    /// <summary>Heard to its end.</summary>
    Heard,

    /// <summary>A person or the platform ended it; its final state is committed already.</summary>
    Cancelled,

    /// <summary>The sink that counts was lost.</summary>
    SinkLost,

    /// <summary>Put on hold.</summary>
    Paused,

    /// <summary>It is doubted (<see cref="Queue.IUtteranceDoubts"/>) and waits in the queue again; that is committed already.</summary>
    PutBack,
}
