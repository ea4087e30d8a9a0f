namespace IShowTts.Integrations.Playback;

/// <summary>A sink whose listener is a program that can leave at any time, and that knows which utterance it plays.</summary>
public interface IReportingSink : IAudioSink
{
    /// <summary>Told, on any thread, when the sink was lost while nobody used it. The next call of the sink throws, and says why.</summary>
    event Action? Lost;

    /// <summary>How it is while it is open, one sentence for people.</summary>
    string Condition { get; }

    /// <summary>Says whose audio is written from now on. May be called from any thread, while nothing is being written.</summary>
    /// <param name="utteranceId">Id of the utterance.</param>
    void BeginUtterance(string utteranceId);
}
