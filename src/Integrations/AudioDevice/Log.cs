using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.AudioDevice;

/// <summary>Log messages of the audio device.</summary>
internal static partial class Log
{
    [LoggerMessage(700, LogLevel.Information, "Playing on {Sink}")]
    public static partial void DeviceOpened(ILogger logger, string sink);

    [LoggerMessage(701, LogLevel.Information, "Made the virtual device {Device} (module {Module}); record it as {Device}.monitor")]
    public static partial void DeviceMade(ILogger logger, string device, uint module);

    [LoggerMessage(702, LogLevel.Warning, "The virtual device {Device} was not removed: {Reason}")]
    public static partial void DeviceNotRemoved(ILogger logger, string device, string reason);

    [LoggerMessage(703, LogLevel.Information, "No sound server answered, so a private PulseAudio was started; other programs reach it with PULSE_SERVER={Address}")]
    public static partial void ServerStarted(ILogger logger, string address);

    [LoggerMessage(704, LogLevel.Information, "The private PulseAudio was stopped")]
    public static partial void ServerStopped(ILogger logger);

    [LoggerMessage(705, LogLevel.Warning, "A private PulseAudio could not be started: {Reason}")]
    public static partial void ServerNotStarted(ILogger logger, string reason);
}
