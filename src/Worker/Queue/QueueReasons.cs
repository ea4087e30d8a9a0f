namespace IShowTts.Worker.Queue;

/// <summary>Reasons that the queue itself gives.</summary>
internal static class QueueReasons
{
    /// <summary>Chat waited too long.</summary>
    public static UtteranceChange TimeToLive { get; } = new(
        UtteranceState.Expired,
        new StateReason(ReasonCodes.TimeToLive, "Queue:ChatTimeToLiveSeconds", "It waited longer than chat may wait."));

    /// <summary>Chat fell to make room.</summary>
    public static UtteranceChange QueueFull { get; } = new(
        UtteranceState.Expired,
        new StateReason(ReasonCodes.QueueFull, "Queue:Capacity", "The queue was full."));

    /// <summary>It was to be heard and is doubted (<see cref="IUtteranceDoubts"/>).</summary>
    public static UtteranceChange Doubted { get; } = new(
        UtteranceState.Queued,
        new StateReason(ReasonCodes.Requeued, null, "It may have been taken back meanwhile; that is looked up first."));
}
