using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>Finds sinks by name, and makes our own.</summary>
internal static class PulseDevices
{
    /// <summary>Name of the virtual device that we make ourselves.</summary>
    public const string OwnName = "ishowtts";

    private const string Module = "module-null-sink";

    /// <summary>Finds the sink, or makes it when it is our own.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="name">Stable name, or its description, letters' case ignored when that is unique.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AudioSinkException"><c>device-missing</c>, naming what there is; <c>device-refused</c>.</exception>
    public static async ValueTask<PulseDevice> EnsureAsync(PulseSession session, string name, CancellationToken cancellationToken)
    {
        var sinks = await session.ListSinksAsync(cancellationToken);
        if (sinks.Any(sink => sink.Name == name))
        {
            return new PulseDevice(name, name == OwnName, null);
        }

        if (name == OwnName)
        {
            // float32le: the default cuts to 16 bit. norewinds: without it each start from silence loses its first milliseconds on the monitor.
            var index = await session.LoadModuleAsync(
                Module,
                $"sink_name={OwnName} rate=48000 channels=2 format=float32le norewinds=1 sink_properties=device.description=iShowTTS",
                cancellationToken);
            return new PulseDevice(name, true, index);
        }

        return new PulseDevice(Match(sinks, name).Name, false, null);
    }

    /// <summary>The one sink whose name or description is the given one, letters' case ignored.</summary>
    /// <exception cref="AudioSinkException"><c>device-missing</c>: none or several are.</exception>
    public static PulseSink Match(IReadOnlyList<PulseSink> sinks, string name)
    {
        var exact = sinks.FirstOrDefault(sink => sink.Name == name);
        if (exact is not null)
        {
            return exact;
        }

        var matches = sinks
            .Where(sink => sink.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || sink.Description.Equals(name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (matches.Count == 1)
        {
            return matches[0];
        }

        var there = sinks.Count == 0 ? "there is no device at all" : "there is: " + string.Join(", ", sinks.Select(sink => $"{sink.Name} ({sink.Description})"));
        throw new AudioSinkException(
            "device-missing",
            matches.Count == 0
                ? $"No audio device is called '{name}'; {there}. Use one of these names, or device:{OwnName} for the virtual device."
                : $"Several audio devices are called '{name}': {string.Join(", ", matches.Select(sink => sink.Name))}. Use one of these names.");
    }
}
