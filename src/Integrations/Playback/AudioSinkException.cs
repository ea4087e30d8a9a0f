namespace IShowTts.Integrations.Playback;

/// <summary>A sink cannot be opened or was lost. <see cref="Exception.Message"/> is for people and names the cure.</summary>
public sealed class AudioSinkException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">Short stable reason, kebab-case: <c>device-missing</c>, <c>server-gone</c>, <c>library-missing</c>, <c>stalled</c>, <c>write-failed</c>.</param>
    /// <param name="message">What happened and what to do, for people.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public AudioSinkException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>Nothing is broken: nobody is there to hear, or the sink was told to be silent. It opens by itself when that changes; no alarm is due.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Short stable reason, kebab-case.</summary>
    public string Code { get; }
}
