namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>A sink of the sound server.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Description">Name for people.</param>
/// <param name="MonitorName">Source that hears what the sink plays; empty when there is none.</param>
/// <param name="OwnerModule">Index of the module that made it; <see cref="PulseNative.InvalidIndex"/> when none did.</param>
/// <param name="State"><c>running</c>, <c>idle</c>, <c>suspended</c> or <c>unknown</c>.</param>
internal sealed record PulseSink(string Name, string Description, string MonitorName, uint OwnerModule, string State);
