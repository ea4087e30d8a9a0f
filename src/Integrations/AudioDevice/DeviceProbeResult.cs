namespace IShowTts.Integrations.AudioDevice;

/// <summary>What came of playing a tone and listening for it.</summary>
/// <param name="Heard">The tone was on the monitor.</param>
/// <param name="LevelDb">Its loudest RMS level over 20 ms in dBFS; −120 when nothing was heard.</param>
/// <param name="LatencyMs">From the first write to its first sample on the monitor, in milliseconds; 0 when not heard.</param>
/// <param name="Reason">Why it was not heard and what to do; empty when it was.</param>
public sealed record DeviceProbeResult(bool Heard, double LevelDb, double LatencyMs, string Reason);
