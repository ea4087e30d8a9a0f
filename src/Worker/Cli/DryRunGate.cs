using IShowTts.Worker.Control;

namespace IShowTts.Worker.Cli;

/// <summary>In a dry run speech is on and all chat is spoken, whatever the running worker was told, so that a file always gives the same.</summary>
internal sealed class DryRunGate : ISpeechGate
{
    /// <inheritdoc/>
    public bool IsEnabled => true;

    /// <inheritdoc/>
    public SpeechMode Mode => SpeechMode.All;
}
