using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Playback;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>A sound server answers, and a tone played into the device is heard on its monitor.</summary>
/// <param name="sinks">The configured sinks, as <c>device:NAME</c> and the like.</param>
/// <param name="list">Lists the devices.</param>
/// <param name="probe">Plays a tone on a device and listens.</param>
internal sealed class AudioDoctorCheck(
    IReadOnlyList<string> sinks,
    Func<CancellationToken, ValueTask<AudioDeviceList>> list,
    Func<string, CancellationToken, ValueTask<DeviceProbeResult>> probe) : IDoctorCheck
{
    private const string Prefix = "device:";

    /// <inheritdoc/>
    public string Name => "audio";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var devices = sinks.Where(sink => sink.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Select(sink => sink[Prefix.Length..]).ToArray();
        if (devices.Length == 0)
        {
            return Finding.Ok(Name, $"No device is configured; the sound goes to {string.Join(", ", sinks)}.");
        }

        try
        {
            var found = new List<Finding> { new(Name, FindingLevel.Ok, $"The sound server answers: {(await list(cancellationToken)).Server}.") };
            foreach (var device in devices)
            {
                var result = await probe(device, cancellationToken);
                found.Add(result.Heard
                    ? new(Name, FindingLevel.Ok, FormattableString.Invariant($"A tone played into {device} came back on its monitor at {result.LevelDb:0.0} dBFS after {result.LatencyMs:0} ms."))
                    : new(Name, FindingLevel.Error, $"A tone played into {device} was not heard on its monitor.", result.Reason));
            }

            return found;
        }
        catch (AudioSinkException exception)
        {
            return Finding.Error(Name, exception.Message, exception.Code == "library-missing" ? "apt-get install libpulse0 pulseaudio" : "Start a sound server (pulseaudio --start), or let the worker do it (Audio:StartServer Auto with pulseaudio installed).");
        }
    }
}
