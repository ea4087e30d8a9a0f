namespace IShowTts.Worker.Control;

/// <summary>On or off, paused or not, and which chat is spoken: what must survive a restart.</summary>
/// <param name="IsEnabled">Off: nothing new is taken in.</param>
/// <param name="IsPaused">Nothing is heard, everything waits.</param>
/// <param name="Mode">Which chat is spoken.</param>
internal sealed record SpeechState(bool IsEnabled, bool IsPaused, SpeechMode Mode)
{
    /// <summary>A fresh worker: on, playing, all chat.</summary>
    public static SpeechState Default { get; } = new(true, false, SpeechMode.All);
}
