using System.ComponentModel.DataAnnotations;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Playout;

/// <summary>Section <c>Playout</c>.</summary>
internal sealed class PlayoutOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Playout";

    /// <summary>Silence between two utterances, milliseconds. Default 300.</summary>
    [Range(0, 10_000)]
    public int PauseBetweenMilliseconds { get; set; } = 300;

    /// <summary>
    /// Name of the sink that counts: an utterance is heard when this one has played it, and a loss of it stops the show until it is back, or until <see cref="StandInSink"/> counts instead.
    /// Empty (default) for the first of <c>Outputs:Sinks</c>.
    /// </summary>
    public string RequiredSink { get; set; } = "";

    /// <summary>
    /// Name of the sink by which speech is heard while the required one is gone: lost, stopped, or nobody listens there. It takes every kind.
    /// Empty (default): speech waits until the required one is back.
    /// </summary>
    public string StandInSink { get; set; } = "";

    /// <summary>How long the required sink must be gone before <see cref="StandInSink"/> counts instead, seconds. Default 5.</summary>
    [Range(0, 3_600)]
    public int StandInAfterSeconds { get; set; } = 5;

    /// <summary>What happens to the utterance that was playing when the sink that counts was lost. Default: replayed if less than half was heard.</summary>
    public InterruptedPolicy OnSinkLost { get; set; } = InterruptedPolicy.ReplayIfLessThanHalfHeard;

    /// <summary>A sink that takes nothing for this long is left behind until it answers, so that it does not hold up the others, milliseconds. Default 250.</summary>
    [Range(50, 2_000)]
    public int SinkPatienceMilliseconds { get; set; } = 250;

    /// <summary>Longest wait between two tries to reopen a lost sink, milliseconds. The first try is after 100 ms. Default 1,000.</summary>
    [Range(100, 60_000)]
    public int ReopenMilliseconds { get; set; } = 1_000;
}
