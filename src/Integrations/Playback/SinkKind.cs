namespace IShowTts.Integrations.Playback;

/// <summary>Kinds of sinks.</summary>
internal enum SinkKind
{
    /// <summary>A sound device.</summary>
    Device,

    /// <summary>A WAV file.</summary>
    Wav,

    /// <summary>Nowhere.</summary>
    Null,

    /// <summary>A browser source; made by an <see cref="IAudioSinkProvider"/>.</summary>
    Overlay,

    /// <summary>A voice channel at Discord; made by an <see cref="IAudioSinkProvider"/>.</summary>
    Discord,
}
