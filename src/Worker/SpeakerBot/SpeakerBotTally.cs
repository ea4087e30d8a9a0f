namespace IShowTts.Worker.SpeakerBot;

/// <summary>Counts what was not done. Thread safe.</summary>
internal sealed class SpeakerBotTally
{
    private long refused;
    private long malformed;
    private long limited;

    /// <summary>Connections that were refused: of web pages, by a foreign name, or too many.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Messages that were no request.</summary>
    public long Malformed => Interlocked.Read(ref malformed);

    /// <summary>Requests above the limit.</summary>
    public long Limited => Interlocked.Read(ref limited);

    /// <summary>Counts a refused connection.</summary>
    public void AddRefused() => Interlocked.Increment(ref refused);

    /// <summary>Counts a message that is no request.</summary>
    public void AddMalformed() => Interlocked.Increment(ref malformed);

    /// <summary>Counts a request above the limit.</summary>
    public void AddLimited() => Interlocked.Increment(ref limited);
}
