namespace IShowTts.Integrations.AudioDevice;

/// <summary>When we start a sound server of our own.</summary>
public enum ServerStart
{
    /// <summary>When none answers and the program pulseaudio is installed.</summary>
    Auto,

    /// <summary>Never.</summary>
    Never,
}
