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

    /// <summary>Makes one; touches no device and no file.</summary>
    /// <param name="outputs">Gains and WAV settings.</param>
    /// <param name="audio">How the sound server is reached.</param>
    /// <param name="time">The clock of sinks without a device, and of limits.</param>
    /// <param name="logger">For what the sinks tell.</param>
    public AudioSinkFactory(IOptions<OutputOptions> outputs, IOptions<AudioDeviceOptions> audio, TimeProvider time, ILogger<AudioSinkFactory> logger)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(audio);
        this.outputs = outputs.Value;
        this.time = time;
        this.logger = logger;
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
    /// <param name="spec"><c>device</c>, <c>device:NAME</c>, <c>wav:PATH</c> or <c>null</c>.</param>
    /// <exception cref="ArgumentException">It is none of these; the message shows examples.</exception>
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
            _ => CreateDevice(spec.Argument),
        };
        return gainDb == 0 ? sink : new GainSink(sink, gainDb);
    }

    internal IAudioSink CreateDevice(string name)
#if WINDOWS_AUDIO
        => new AudioDevice.Wasapi.WasapiDeviceSink(name, time);
#else
        => new PulseDeviceSink(name, Audio, Connector, logger);
#endif
}
