namespace IShowTts.Worker.SpeakerBot;

/// <summary>How many requests a sender may still make: so many a second on average, twice as many at once. Not thread safe.</summary>
/// <param name="perSecond">Requests in a second.</param>
/// <param name="time">Says how much time went by.</param>
internal sealed class RequestBudget(int perSecond, TimeProvider time)
{
    private double left = 2 * perSecond;
    private long since = time.GetTimestamp();

    /// <summary>Counts a request.</summary>
    /// <returns>Whether it may be done.</returns>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        left = Math.Min(2 * perSecond, left + (time.GetElapsedTime(since, now).TotalSeconds * perSecond));
        since = now;
        if (left < 1)
        {
            return false;
        }

        left--;
        return true;
    }
}
