namespace IShowTts.Integrations.Discord;

/// <summary>Is told of a voice connection, by the one task that reads the bridge: must not block.</summary>
internal interface IVoiceListener
{
    /// <summary>The connection or the bot changed.</summary>
    void OnChanged();

    /// <summary>Audio was sent.</summary>
    /// <param name="epoch">Which run of audio.</param>
    /// <param name="frames">Sample frames of it so far.</param>
    void OnSent(uint epoch, long frames);

    /// <summary>A run was sent to its end.</summary>
    /// <param name="epoch">Which run of audio.</param>
    /// <param name="frames">Sample frames of it.</param>
    void OnFlushed(uint epoch, long frames);

    /// <summary>A run was ended with a ramp.</summary>
    /// <param name="epoch">Which run of audio.</param>
    /// <param name="frames">Sample frames of it that were sent.</param>
    void OnFaded(uint epoch, long frames);
}
