namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>The sink to play to.</summary>
/// <param name="Name">Its stable name.</param>
/// <param name="IsOurs">It is the virtual device <c>ishowtts</c>.</param>
/// <param name="LoadedModule">Index of the module we loaded for it, or null when it was there.</param>
internal sealed record PulseDevice(string Name, bool IsOurs, uint? LoadedModule);
