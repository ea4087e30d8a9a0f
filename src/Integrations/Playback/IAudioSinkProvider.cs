namespace IShowTts.Integrations.Playback;

/// <summary>Makes the sinks of a kind that needs more than this project has, such as the worker's web host.</summary>
public interface IAudioSinkProvider
{
    /// <summary>The word before the colon, lower case: <c>overlay</c>.</summary>
    string Kind { get; }

    /// <summary>Makes a sink that is not open.</summary>
    /// <param name="argument">What stands behind the colon, lower case; empty for the kind alone.</param>
    IAudioSink Create(string argument);
}
