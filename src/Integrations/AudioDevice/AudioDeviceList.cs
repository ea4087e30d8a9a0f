namespace IShowTts.Integrations.AudioDevice;

/// <summary>The devices of a sound server.</summary>
/// <param name="Server">What the server calls itself, with its version.</param>
/// <param name="Devices">All devices, by name.</param>
public sealed record AudioDeviceList(string Server, IReadOnlyList<AudioDeviceInfo> Devices);
