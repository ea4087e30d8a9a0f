using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.AudioDevice;

/// <summary>Sinks on a server of the tests.</summary>
internal static class TestSinks
{
    public static AudioSinkFactory Factory(string address, bool keepDevice = false)
        => new(
            Options.Create(new OutputOptions()),
            Options.Create(new AudioDeviceOptions { PulseServer = address, StartServer = ServerStart.Never, KeepDevice = keepDevice }),
            TimeProvider.System,
            NullLogger<AudioSinkFactory>.Instance,
            []);

    public static IAudioSink Device(string address, string name = "ishowtts", bool keepDevice = false)
        => Factory(address, keepDevice).Create($"device:{name}");
}
