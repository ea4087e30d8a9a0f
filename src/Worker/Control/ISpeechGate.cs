namespace IShowTts.Worker.Control;

/// <summary>Whether and which chat is spoken now. Read by the composer for every event.</summary>
internal interface ISpeechGate
{
    /// <summary>Off: nothing new is taken in.</summary>
    bool IsEnabled { get; }

    /// <summary>Which chat is spoken.</summary>
    SpeechMode Mode { get; }
}
