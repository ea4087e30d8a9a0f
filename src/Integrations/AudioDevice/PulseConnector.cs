using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.AudioDevice;

/// <summary>Connects to the sound server; starts a private one when none answers and that is allowed. Thread safe.</summary>
internal sealed class PulseConnector(AudioDeviceOptions options, AudioServerLauncher launcher, TimeProvider time)
{
    /// <summary>A new connection, the caller's.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AudioSinkException">No server, or none that answers in time.</exception>
    public async ValueTask<PulseSession> ConnectAsync(CancellationToken cancellationToken)
    {
        var address = options.PulseServer.Length > 0 ? options.PulseServer : launcher.Address;
        try
        {
            return await PulseSession.ConnectAsync(address, time, cancellationToken);
        }
        catch (AudioSinkException gone) when (gone.Code == "server-gone" && options.PulseServer.Length == 0)
        {
            var started = await launcher.TryStartAsync(cancellationToken);
            if (started is null)
            {
                throw;
            }

            return await PulseSession.ConnectAsync(started, time, cancellationToken);
        }
    }
}
