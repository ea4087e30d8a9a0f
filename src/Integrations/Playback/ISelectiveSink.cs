namespace IShowTts.Integrations.Playback;

/// <summary>A sink that may take only some kinds of utterance.</summary>
public interface ISelectiveSink : IAudioSink
{
    /// <summary>Whether utterances of a kind are played here; the answer never changes. Any thread.</summary>
    /// <param name="kind">One of <see cref="SpokenKinds.All"/>.</param>
    bool Takes(string kind);
}
