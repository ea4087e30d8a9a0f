namespace IShowTts.Worker.Queue;

/// <summary>What the states mean to the queue.</summary>
internal static class UtteranceStates
{
    /// <summary>All that are not final.</summary>
    public static IReadOnlyList<UtteranceState> Open { get; } =
        [UtteranceState.Held, UtteranceState.Queued, UtteranceState.Synthesizing, UtteranceState.Playing];

    /// <summary>Nothing leaves a final state.</summary>
    public static bool IsFinal(this UtteranceState state) => state >= UtteranceState.Heard;

    /// <summary>Held or queued: takes room in the queue.</summary>
    public static bool IsWaiting(this UtteranceState state) => state is UtteranceState.Held or UtteranceState.Queued;
}
