using IShowTts.Integrations.AudioDevice;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Playback;

/// <summary>Makes sinks from what users write. Owns the sound server that it may have to start, so dispose it after the sinks.</summary>
public sealed class AudioSinkFactory : IAsyncDisposable
{
    private readonly OutputOptions outputs;
    private readonly TimeProvider time;
    private readonly ILogger<AudioSinkFactory> logger;
    private readonly AudioServerLauncher launcher;
    private readonly IAudioSinkProvider[] providers;

    /// <summary>Makes one; touches no device and no file.</summary>
    /// <param name="outputs">Gains and WAV settings.</param>
    /// <param name="audio">How the sound server is reached.</param>
    /// <param name="time">The clock of sinks without a device, and of limits.</param>
    /// <param name="logger">For what the sinks tell.</param>
    /// <param name="providers">Make the kinds of sinks that the host adds.</param>
    public AudioSinkFactory(
        IOptions<OutputOptions> outputs,
        IOptions<AudioDeviceOptions> audio,
        TimeProvider time,
        ILogger<AudioSinkFactory> logger,
        IEnumerable<IAudioSinkProvider> providers)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(audio);
        this.outputs = outputs.Value;
        this.time = time;
        this.logger = logger;
        this.providers = [.. providers];
        Audio = audio.Value;
        launcher = new AudioServerLauncher(Audio, time, logger);
        Connector = new PulseConnector(Audio, launcher, time);
    }

    /// <summary>Address, as in <c>PULSE_SERVER</c>, of the sound server that it had to start; null when it started none.</summary>
    public string? OwnServerAddress => launcher.Address;

    /// <summary>How the sound server is reached.</summary>
    internal AudioDeviceOptions Audio { get; }

    /// <summary>Connects to the sound server.</summary>
    internal PulseConnector Connector { get; }

    /// <summary>Makes a sink that is not open.</summary>
    /// <param name="spec"><c>device</c>, <c>device:NAME</c>, <c>wav:PATH</c>, <c>overlay</c>, <c>overlay:NAME</c>, <c>discord:NAME</c> or <c>null</c>.</param>
    /// <exception cref="ArgumentException">It is none of these, the message shows examples; or it is one that only a running worker has.</exception>
    public IAudioSink Create(string spec) => Create(spec, 0);

    /// <summary>Makes every configured sink, with its gain.</summary>
    public IReadOnlyList<IAudioSink> CreateConfigured() => [.. Enumerable.Range(0, outputs.EffectiveSinks.Count).Select(CreateConfigured)];

    /// <summary>Makes the n-th configured sink, from 0, with its gain.</summary>
    internal IAudioSink CreateConfigured(int index)
        => Create(outputs.EffectiveSinks[index], index < outputs.GainsDb.Count ? outputs.GainsDb[index] : 0);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => launcher.DisposeAsync();

    private IAudioSink Create(string text, double gainDb)
    {
        if (!SinkSpec.TryParse(text, out var spec, out var error))
        {
            throw new ArgumentException(error, nameof(text));
        }

        IAudioSink sink = spec.Kind switch
        {
            SinkKind.Wav => new WavFileSink(spec.Argument, outputs, time),
            SinkKind.Null => new NullSink(time),
            SinkKind.Overlay => CreateProvided("overlay", spec.Argument, "plays in a page that a running worker serves"),
            SinkKind.Discord => CreateProvided("discord", spec.Argument, "plays through the bot of a running worker with Discord:Enabled"),
            _ => CreateDevice(spec.Argument),
        };
        return gainDb == 0 ? sink : sink is IReportingSink reporting ? new ReportingGainSink(reporting, gainDb) : new GainSink(sink, gainDb);
    }

    private IAudioSink CreateProvided(string kind, string argument, string how)
        => providers.FirstOrDefault(provider => provider.Kind == kind)?.Create(argument)
            ?? throw new ArgumentException($"The sink {kind} {how}, so it works with `ishowtts run` only. Name a device or a file here.", nameof(kind));

    internal IAudioSink CreateDevice(string name)
#if WINDOWS_AUDIO
        => new AudioDevice.Wasapi.WasapiDeviceSink(name, time);
#else
        => new PulseDeviceSink(name, Audio, Connector, logger);
#endif
}
