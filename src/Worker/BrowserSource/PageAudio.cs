namespace IShowTts.Worker.BrowserSource;

/// <summary>Whether a page plays audio.</summary>
internal enum PageAudio
{
    /// <summary>It has not said yet.</summary>
    Unknown,

    /// <summary>Its audio clock runs.</summary>
    Running,

    /// <summary>The browser waits for a click before it plays.</summary>
    Blocked,

    /// <summary>The page's address says <c>audio=0</c>: captions only.</summary>
    Off,

    /// <summary>The browser has no AudioWorklet at this address.</summary>
    Unsupported,
}
