namespace IShowTts.Worker.Filtering;

/// <summary>What filters remember. It outlives a change of their options.</summary>
internal sealed class FilterMemory
{
    /// <summary>Most viewers and messages remembered.</summary>
    public const int Capacity = 5_000;

    /// <summary>When a viewer was last accepted, by viewer.</summary>
    public BoundedMap<DateTimeOffset> ViewerSpokeAt { get; } = new(Capacity);

    /// <summary>When anybody was last accepted.</summary>
    public DateTimeOffset? AnybodySpokeAt { get; set; }

    /// <summary>Recent chat by its words.</summary>
    public BoundedMap<RecentMessage> Messages { get; } = new(Capacity);
}

/// <summary>A message that was accepted.</summary>
/// <param name="UtteranceId">What it became.</param>
/// <param name="SpokenText">How it was said first.</param>
/// <param name="Count">How often it came.</param>
/// <param name="At">When it came last.</param>
internal sealed record RecentMessage(string UtteranceId, string SpokenText, int Count, DateTimeOffset At);
