namespace IShowTts.Integrations.AudioDevice;

/// <summary>A device that can be played on.</summary>
/// <param name="Name">Stable name, as in <c>device:NAME</c>.</param>
/// <param name="Description">Name for people.</param>
/// <param name="State"><c>running</c>, <c>idle</c>, <c>suspended</c> or <c>unknown</c>.</param>
/// <param name="IsOurs">It is the virtual device <c>ishowtts</c>.</param>
/// <param name="IsDefault">Programs that do not choose play on it.</param>
/// <param name="MonitorName">Source that hears what it plays; empty when there is none.</param>
public sealed record AudioDeviceInfo(string Name, string Description, string State, bool IsOurs, bool IsDefault, string MonitorName);
