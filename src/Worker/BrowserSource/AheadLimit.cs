namespace IShowTts.Worker.BrowserSource;

/// <summary>How much audio a page may hold that it has not played. Not thread safe.</summary>
/// <remarks>
/// Little, so that it soon falls silent even when no word of the worker reaches it. A page that ran dry while more was there gets half as much again;
/// after a minute without a gap it gets less, utterance by utterance.
/// </remarks>
/// <param name="least">Sample frames at first.</param>
/// <param name="most">Sample frames at most.</param>
/// <param name="time">The clock.</param>
internal sealed class AheadLimit(int least, int most, TimeProvider time)
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(1);
    private long changedAt = time.GetTimestamp();

    /// <summary>Sample frames.</summary>
    public int Frames { get; private set; } = Math.Min(least, most);

    /// <summary>Gaps so far.</summary>
    public int Gaps { get; private set; }

    /// <summary>There was a gap.</summary>
    public void Grow()
    {
        Gaps++;
        Frames = Math.Min(most, Frames * 3 / 2);
        changedAt = time.GetTimestamp();
    }

    /// <summary>Takes some back when there was no gap for a while; call between utterances.</summary>
    public void Settle()
    {
        if (Frames > least && time.GetElapsedTime(changedAt) >= QuietTime)
        {
            Frames = Math.Max(least, Frames * 2 / 3);
            changedAt = time.GetTimestamp();
        }
    }
}
