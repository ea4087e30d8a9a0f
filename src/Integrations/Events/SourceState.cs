namespace IShowTts.Integrations.Events;

/// <summary>What a source is doing.</summary>
public enum SourceState
{
    /// <summary>Not started.</summary>
    Idle,

    /// <summary>Connecting, or waiting to try again.</summary>
    Connecting,

    /// <summary>Events come.</summary>
    Connected,

    /// <summary>It has ended by itself (the recorded stream is over).</summary>
    Ended,

    /// <summary>It gave up; a person must act.</summary>
    Failed,
}
