using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.AudioDevice;

/// <summary>Lists the devices that can be played on.</summary>
/// <param name="factory">Knows how the sound server is reached.</param>
public sealed class AudioDeviceLister(AudioSinkFactory factory)
{
    /// <summary>Asks the sound server.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AudioSinkException">No server answers; the message says the cure.</exception>
    public async ValueTask<AudioDeviceList> ListAsync(CancellationToken cancellationToken)
    {
#if WINDOWS_AUDIO
        if (factory.Audio.PulseServer.Length == 0)
        {
            return Wasapi.WasapiDevices.List();
        }
#endif
        await using var session = await factory.Connector.ConnectAsync(cancellationToken);
        var server = await session.GetServerAsync(cancellationToken);
        var sinks = await session.ListSinksAsync(cancellationToken);
        return new AudioDeviceList(
            $"{server.Name} {server.Version}",
            [.. sinks.OrderBy(sink => sink.Name, StringComparer.Ordinal).Select(sink => new AudioDeviceInfo(
                sink.Name, sink.Description, sink.State, sink.Name == PulseDevices.OwnName, sink.Name == server.DefaultSink, sink.MonitorName))]);
    }
}
