using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Queue;

/// <summary>Section <c>Queue</c>.</summary>
internal sealed class QueueOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Queue";

    /// <summary>Most utterances that wait (held and queued). When full, the least important chat falls; paid ones are always taken. Default 200.</summary>
    [Range(10, 100_000)]
    public int Capacity { get; set; } = 200;

    /// <summary>Seconds that unpaid chat may wait. Default 120; 0 for no limit.</summary>
    [Range(0, 86_400)]
    public int ChatTimeToLiveSeconds { get; set; } = 120;

    /// <summary>Seconds of chat speech per minute; when spent, chat waits (and ages). Default 0: no limit.</summary>
    [Range(0, 60)]
    public int ChatAirtimeSecondsPerMinute { get; set; }

    /// <summary>Minutes that an utterance may wait for approval. Default 0: no limit.</summary>
    [Range(0, 10_080)]
    public int HeldMinutes { get; set; }

    /// <summary>What happens then. Default: it expires, and points of our own rewards go back.</summary>
    public HeldTimeoutPolicy OnHeldTimeout { get; set; } = HeldTimeoutPolicy.Expire;

    /// <summary>Finished utterances kept. Default 10,000.</summary>
    [Range(100, 1_000_000)]
    public int HistoryLimit { get; set; } = 10_000;

    /// <summary>Days that finished utterances are kept. Default 30.</summary>
    [Range(1, 3650)]
    public int HistoryDays { get; set; } = 30;

    /// <summary>Most megabytes that the queue's file may grow to. Default 1,024.</summary>
    [Range(1, 1_048_576)]
    public int MaxFileMegabytes { get; set; } = 1024;

    /// <summary>What happens at start to the one that was playing. Default: replayed if less than half was heard.</summary>
    public InterruptedPolicy OnInterrupted { get; set; } = InterruptedPolicy.ReplayIfLessThanHalfHeard;

    /// <summary>Tries to speak one utterance before it is set aside as failed. Default 3.</summary>
    [Range(1, 10)]
    public int MaxAttempts { get; set; } = 3;
}
