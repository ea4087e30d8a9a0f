namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>What the sound server says of itself.</summary>
/// <param name="Name">For example <c>pulseaudio</c> or <c>PulseAudio (on PipeWire 0.3.65)</c>.</param>
/// <param name="Version">Its protocol's version text.</param>
/// <param name="DefaultSink">Name of the default sink; empty when there is none.</param>
internal sealed record PulseServer(string Name, string Version, string DefaultSink)
{
    /// <summary>Whether it is PipeWire that speaks PulseAudio's protocol.</summary>
    public bool IsPipeWire => Name.Contains("PipeWire", StringComparison.OrdinalIgnoreCase);
}
